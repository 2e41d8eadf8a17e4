"""Acts on their way to the hub: sealed once, kept until the hub's receipt is in, signed again if somebody
was first."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from hub.client import resealing
from hub.client.clock import now_text
from hub.client.errors import Forged, RefusedByHub, forged
from hub.client.session import Session
from hub.client.streams import Act, read_stream
from hub.client.uploads import INLINE, Part, upload
from hub.encryption.canonical import Json, b64, canonical, sha256hex
from hub.encryption.errors import Refused
from hub.encryption.event import FileSource, SealedEvent, build_event
from hub.encryption.fields import ZERO_HASH
from hub.encryption.receipt import ACCEPTED, check_receipt

TRIES = 6
OVERTAKEN = ("mla.share_draft", "mla.transmit")  # what came first may be this very sending, by a colleague
LATER = (401, 429)  # the very same act may be sent once signed in again, or after a while


@dataclass(frozen=True)
class Intent:
    """What an officer wants to do: kind, plain facts, the letter, files, and the posts it is sealed to.

    `about` names the request it belongs to. The same command, run again after a cut, must find the very
    same sealed
    act: `mark` adds inputs that letter and facts do not show; `identity`, if given, says it all alone.
    `begins`: the act is the first of its stream; `place`: (seq, prev), the head that its officer saw.
    """

    stream: str
    kind: str
    recipients: Sequence[str]
    written: Json = field(repr=False)
    facts: Json | Callable[[Json], Json]
    files: Sequence[FileSource] = ()
    handling: str = "H0"
    about: str = ""
    mark: str = ""
    identity: str = ""
    begins: bool = False
    place: tuple[int, str] | None = None

    @property
    def digest(self) -> str:
        """The same for the same command."""
        if self.identity:
            return sha256hex(self.identity.encode())
        plain = {
            "kind": self.kind,
            "about": self.about or self.stream,
            "mark": self.mark,
            "letter": self.written,
        }
        files = [[one.name, one.type, _mark(one.source)] for one in self.files]
        facts = {} if callable(self.facts) else self.facts
        return sha256hex(canonical({**plain, "facts": facts, "files": files}))


@dataclass(frozen=True)
class Sent:
    """An accepted act with the hub's checked receipt."""

    event: str
    stream: str
    seq: int
    hash: str
    receipt: Json


@dataclass(frozen=True)
class Asking:
    """How to speak with the person meanwhile: progress(total, label) gives a counter; `may_follow` a yes
    or no."""

    progress: Callable[[int, str], Callable[[int], None]]
    may_follow: Callable[[Act], bool]


QUIET = Asking(lambda _total, _label: lambda _done: None, lambda _winner: True)


class Place(Protocol):
    """A stream as it was read again after somebody was first."""

    @property
    def head(self) -> tuple[int, str]:
        """The seq and prev of the next act."""

    @property
    def events(self) -> Sequence[Act]:
        """Acts, the newest last."""


Reader = Callable[[Session, Json], Place]


class Outbox:
    """The folder of sealed acts that the hub has not confirmed.

    `read` reads the stream of a waiting act again; RefusedByHub means that the act is no longer wanted so.
    """

    def __init__(
        self, session: Session, read: Reader = lambda session, act: read_stream(session, act["stream"])
    ) -> None:
        self.session = session
        self.read = read
        self.folder = session.home.folder / "sending"

    def waiting(self) -> list[Json]:
        """What lies here, oldest first."""
        kept = [
            self.session.home.read(f"sending/{one.parent.name}/act.json")
            for one in self.folder.glob("*/act.json")
        ]
        return sorted(kept, key=lambda one: str(one["manifest_created"]))

    def find(self, intent_digest: str) -> Json | None:
        """The act that the same command sealed before, if it still waits."""
        return next((one for one in self.waiting() if one["digest"] == intent_digest), None)

    def find_named(self, identity: str) -> Json | None:
        """The same for an intent that has an identity, before it is prepared."""
        return self.find(sha256hex(identity.encode()))

    def keep(self, act: Json) -> None:
        """Write an act's state."""
        self.session.home.write(f"sending/{act['event']}/act.json", act)

    def drop(self, event: str) -> None:
        """Forget an act."""
        shutil.rmtree(self.folder / event, ignore_errors=True)

    def room(self, event: str) -> Path:
        """The folder of one act."""
        return self.session.home.make_folder(self.folder / event)

    def send(self, intent: Intent, asking: Asking = QUIET) -> Sent:
        """Seal (or take up again), upload, post, check the receipt.

        Raises Stop; a broken line leaves the act here.
        """
        found = self.find(intent.digest)
        return self.deliver(found or self.seal(intent), asking)

    def seal(self, intent: Intent) -> Json:
        """Seal and sign an act and keep it on disk before anything is sent."""
        event = str(uuid.uuid4())
        seq, prev = self._place(intent)
        recipients = [self.session.recipient(post) for post in sorted(set(intent.recipients))]
        try:
            sealed = build_event(
                keys=self.session.ring.keys, hub=self.session.hub, stream=intent.stream, event=event,
                kind=intent.kind, seq=seq, prev=prev, sender=self.session.sender(), recipients=recipients,
                body=intent.written,
                files=intent.files, facts=intent.facts, handling=intent.handling, created=now_text(),
                workdir=self.room(event), log_seen=self.session.logbook.seen(),
            )  # fmt: skip
        except Refused as error:
            self.drop(event)
            raise forged("The act could not be sealed", error) from error
        act = self._state(sealed, intent)
        self.keep(act)
        return act

    def deliver(self, act: Json, asking: Asking = QUIET) -> Sent:
        """Upload what is large, post the act, and follow the hub's hints when somebody was first or keys
        changed."""
        self._upload(act, asking)
        for _ in range(TRIES):
            try:
                answer = self.session.connection.post(
                    f"streams/{act['stream']}/events/", self._posted(act), repeat=True
                )
            except RefusedByHub as refusal:
                act = self._follow(act, refusal, asking)
            else:
                return self._sent(act, answer)
        raise RefusedByHub(
            "Others keep acting at the same moment. Look at the request and try again.", "seq_taken", 409
        )

    def _place(self, intent: Intent) -> tuple[int, str]:
        if intent.begins:
            return 0, ZERO_HASH
        return intent.place or read_stream(self.session, intent.stream).head

    def _state(self, sealed: SealedEvent, intent: Intent) -> Json:
        room, event = self.room(sealed.manifest.event), sealed.manifest.event
        parts = []
        for part in sealed.parts:
            path = room / f"{part.n}.part"
            if isinstance(part.source, bytes):
                self.session.home.write_bytes(f"sending/{event}/{part.n}.part", part.source)
            path.chmod(0o600)
            parts.append({"n": part.n, "length": part.length, "blocks_root": part.blocks_root})
        return {
            "digest": intent.digest, "event": event, "stream": intent.stream, "kind": intent.kind,
            "manifest_created": sealed.manifest.created, "envelope": sealed.envelope, "wraps": sealed.wraps,
            "parts": parts,
        }  # fmt: skip

    def _upload(self, act: Json, asking: Asking) -> None:
        large = [self._part(act, raw) for raw in act["parts"] if raw["length"] > INLINE]
        if large:
            progress = asking.progress(sum(part.length for part in large), "Sending")
            for part in large:
                upload(self.session.connection, act["stream"], act["event"], part, progress)

    def _part(self, act: Json, raw: Json) -> Part:
        return Part(raw["n"], self.room(act["event"]) / f"{raw['n']}.part", raw["length"], raw["blocks_root"])

    def _posted(self, act: Json) -> Json:
        small = [self._part(act, raw) for raw in act["parts"] if raw["length"] <= INLINE]
        parts = [{"n": part.n, "data": b64(part.path.read_bytes())} for part in small]
        return {"envelope": act["envelope"], "wraps": act["wraps"], "parts": parts}

    def _follow(self, act: Json, refusal: RefusedByHub, asking: Asking) -> Json:
        if refusal.code == "seq_taken":
            stream = self._reread(act)
            self._show_winner(act, stream, refusal, asking)
            seq, prev = stream.head
            changed = resealing.reseal(self.session, act, self.room(act["event"]), seq=seq, prev=prev)
        elif refusal.code in ("generation_old", "chain_moved"):
            self.session.own_chain(refresh=True)
            changed = resealing.reseal(self.session, act, self.room(act["event"]))
        elif refusal.code == "missing_part":
            self._upload(act, asking)
            changed = act
        else:
            if refusal.status not in LATER:
                self.drop(act["event"])
            raise refusal
        self.keep(changed)
        return changed

    def _reread(self, act: Json) -> Place:
        try:
            return self.read(self.session, act)
        except RefusedByHub as refusal:
            if refusal.status not in LATER:
                self.drop(act["event"])
            raise

    def _show_winner(self, act: Json, stream: Place, refusal: RefusedByHub, asking: Asking) -> None:
        winner = stream.events[-1]
        if act["kind"] in OVERTAKEN or not asking.may_follow(winner):
            self.drop(act["event"])
            raise refusal

    def _sent(self, act: Json, answer: Json) -> Sent:
        manifest = resealing.manifest_of(act["envelope"])
        event_hash = resealing.hash_of(act["envelope"])
        try:
            said = check_receipt(answer["receipt"], self.session.trust.hub_key)
        except Refused as error:
            raise forged("The hub's receipt", error) from error
        named = (
            said["evidence"],
            said["hub"],
            said["stream"],
            said["event"],
            said["event_hash"],
            said["seq"],
        )
        if named != (ACCEPTED, self.session.hub, manifest.stream, manifest.event, event_hash, manifest.seq):
            raise Forged(
                "The hub's receipt speaks of another act than the one sent.", "receipt-does-not-match"
            )
        self.session.home.write(f"receipts/{manifest.event}.json", answer["receipt"])
        self.session.trust.saw(manifest.stream, manifest.seq, event_hash)
        self.drop(manifest.event)
        return Sent(manifest.event, manifest.stream, manifest.seq, event_hash, answer["receipt"])


def _mark(source: Any) -> str:
    if isinstance(source, bytes):
        return sha256hex(source)
    found = source.stat()
    return f"{source.resolve()} {found.st_size} {found.st_mtime_ns}"
