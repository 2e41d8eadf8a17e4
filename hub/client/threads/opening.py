"""Opening what was said, and how it reads now: after corrections and withdrawals, with its history kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.client.errors import NotFound, forged
from hub.client.session import Session
from hub.client.streams import Act, fetch_letter, open_act
from hub.client.threads.history import History
from hub.client.threads.index import Entry, Index
from hub.client.threads.items import Items
from hub.encryption import hpke
from hub.encryption.canonical import unb64
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent, open_shared

TEXTS = ("thread.open", "thread.say")


@dataclass(frozen=True)
class Letter:
    """One act, opened. `was`: the earlier texts of a corrected message, oldest first; `withdrawn`: the
    act that withdrew it."""

    act: Act
    opened: OpenedEvent = field(repr=False)
    was: tuple[OpenedEvent, ...] = field(default=(), repr=False)
    withdrawn: Act | None = None

    @property
    def text(self) -> str:
        """What it says now; nothing once it is withdrawn."""
        return "" if self.withdrawn else str(self.opened.body["text"])


class Opener:
    """Opens the acts of one conversation, each once."""

    def __init__(self, session: Session, history: History) -> None:
        self.session = session
        self.history = history
        self.items = Items.of(history.events)
        self.known: dict[str, OpenedEvent] = {}

    def open(self, event: str) -> OpenedEvent:
        """The letter of an act. Raises Forged, or RefusedByHub if it was not sealed to this post."""
        if event not in self.known:
            act, part0 = self.history.find(event), self.history.letters.get(event)
            if event in self.history.shared:
                self.known[event] = self._shared(act, part0)
            else:
                self.known[event] = open_act(self.session, act, part0)
        return self.known[event]

    def letter(self, act: Act) -> Letter:
        """An act as it reads now; what it said before is in `was`."""
        event = act.manifest.event
        here = {one.manifest.event: one for one in self.history.events}
        texts = [one for one in self.items.together(event) if one in here]
        ended = here.get(self.items.withdrawn.get(event, ""))
        opened = [self.open(one) for one in texts]
        return Letter(act, opened[-1], tuple(opened[:-1]), ended)

    def subject(self) -> str:
        """The subject: of the opening, or of the own admission."""
        for act in reversed(self.history.events):
            manifest = act.manifest
            own = manifest.kind == "thread.admit" and manifest.facts.get("post") in self.session.ring.posts
            if manifest.event not in self.history.shared and (manifest.seq == 0 or own):
                return str(self.open(manifest.event).body["subject"])
        return ""

    def remember(self, letters: list[Letter], subject: str) -> None:
        """Put what was opened into the search index of this machine."""
        index = Index(self.session.home, self.session.ring, self.session.hub)
        known = index.entries()
        entries = [self._entry(one, subject) for one in letters if one.act.manifest.kind in TEXTS]
        index.add(one for one in entries if known.get(one.event) != one and (one.text or one.event in known))

    def _entry(self, letter: Letter, subject: str) -> Entry:
        manifest = letter.act.manifest
        files = [] if letter.withdrawn else [one.name for one in letter.opened.files]
        text = "\n".join(one for one in (letter.text, *files) if one)
        return Entry(
            manifest.stream,
            manifest.event,
            manifest.seq,
            manifest.created,
            letter.act.proof.country,
            subject,
            text,
        )

    def _shared(self, act: Act, part0: bytes | None) -> OpenedEvent:
        said, manifest = self.history.shared[act.manifest.event], act.manifest
        post = str(self.history.find(str(said["by"])).manifest.facts["post"])
        generation = int(said["generation"])
        key = self.session.ring.post_key(post, generation)
        info = hpke.wrap_info(manifest.hub, manifest.stream, manifest.event, post, generation)
        sealed = part0 or fetch_letter(
            self.session, manifest.stream, manifest.event, manifest.parts[0].length
        )
        try:
            secret = hpke.unwrap(key.kem_private, unb64(said["wrap"]), info)
            return open_shared(act.envelope, act.proof.wraps, act.proof.sender_sig, secret, sealed)
        except Refused as error:
            raise forged(f"What was shared of act {manifest.seq + 1} cannot be trusted", error) from error


def message(history: History, typed: str) -> Act:
    """A message by its number as shown, or by the beginning of its id. Raises NotFound."""
    wanted = typed.strip().lower().removeprefix("#")
    for act in history.events:
        manifest = act.manifest
        by_number = wanted.isdigit() and len(wanted) < 7 and manifest.seq + 1 == int(wanted)
        if by_number or (len(wanted) >= 8 and manifest.event.startswith(wanted)):
            return act
    raise NotFound(f"There is no act {typed} in this conversation.", "no-such-event")
