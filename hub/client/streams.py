"""Reading a stream: every act is checked against the countries' chains before a word of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from hub.client.clock import now_text
from hub.client.errors import Forged, NotFound, RefusedByHub, forged
from hub.client.session import Session
from hub.encryption import receipt
from hub.encryption.body import commitment
from hub.encryption.canonical import Json
from hub.encryption.chain import ChainState
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent, open_event
from hub.encryption.fields import uuid
from hub.encryption.manifest import Address, Manifest
from hub.encryption.receipt import check_receipt, make_retrieval
from hub.encryption.verify import VerifiedEvent, verify_event, verify_stream

T = TypeVar("T")
BEHIND = ("unknown-sender", "no-seat", "unknown-signer", "unknown-focal-point", "bad-generation")
TRACK = "track"
COMMITTED = ("mla.draft", "mla.share_draft", "mla.transmit")


@dataclass(frozen=True)
class Act:
    """A verified event with its envelope, when the hub took it, and the receipts it showed beside."""

    proof: VerifiedEvent
    envelope: Json
    receipts: list[Json]
    at: datetime

    @property
    def manifest(self) -> Manifest:
        """What its sender signed."""
        return self.proof.manifest

    @property
    def hash(self) -> str:
        """Its name in the history."""
        return self.proof.hash


@dataclass(frozen=True)
class Stream:
    """A verified stream: its parties {post: country}, and its acts in order."""

    id: str
    parties: dict[str, str]
    events: list[Act]

    @property
    def head(self) -> tuple[int, str]:
        """The next act's seq and prev."""
        return len(self.events), self.events[-1].hash

    def find(self, event: str) -> Act:
        """An act by its id. Raises Forged if the hub spoke of one that is not there."""
        for one in self.events:
            if one.manifest.event == event:
                return one
        raise Forged("The hub speaks of an act that is not in the signed history.", "no-such-event")

    def addressed(self) -> list[str]:
        """The posts the stream was sealed to from the beginning: what a reply is sealed to, whatever the
        hub says."""
        return [one.focal_point for one in self.events[0].manifest.recipients]


def read_stream(session: Session, stream: str, parties: dict[str, str] | None = None) -> Stream:
    """Fetch and verify a whole stream; `parties` {post: country} are asked of the hub if not known.

    Raises Forged for anything altered, replayed, reordered or held back.
    """
    parties = parties or parties_of(session, stream)
    rows = _rows(session, uuid(stream))
    listed = [{"envelope": row["envelope"], "wraps": row["all_wraps"]} for row in rows]
    countries = set(parties.values())
    try:
        proofs = with_chains(session, countries, lambda chains: verify_stream(listed, chains, session.hub))
    except Refused as error:
        raise forged(f"An act in this history is not genuine ({what_is_wrong(error)})", error) from error
    if any(one.manifest.stream != stream for one in proofs):
        raise Forged("The hub delivered the acts of another request.", "another-stream")
    session.trust.check_head(stream, [one.hash for one in proofs])
    if not proofs:
        raise Forged("The hub delivered a request without any act.", "stream-empty")
    acts = [act_of(row, one) for row, one in zip(rows, proofs, strict=True)]
    check_times(session, acts)
    check_log(session, stream, acts)
    return Stream(stream, parties, acts)


def parties_of(session: Session, stream: str) -> dict[str, str]:
    """Who is on a stream {post: country}, as the hub says."""
    said = session.connection.get(f"streams/{uuid(stream)}/")
    return {str(one["focal_point"]): str(one["country"]) for one in said["parties"]}


def read_event(session: Session, stream: str, event: str, countries: set[str]) -> Act:
    """Fetch and verify one act on its own, for lists."""
    row = session.connection.get(f"streams/{uuid(stream)}/events/{uuid(event)}/")
    envelope, wraps = row["envelope"], row["all_wraps"]
    try:
        found = with_chains(
            session, countries, lambda chains: verify_event(envelope, wraps, chains, session.hub)
        )
    except Refused as error:
        raise forged("An act is not genuine", error) from error
    if (found.manifest.stream, found.manifest.event) != (stream, event):
        raise Forged("The hub delivered another act in place of the one asked for.", "replayed")
    return act_of(row, found)


def is_erased(session: Session, act: Act) -> bool:
    """Whether the own post's key of an act is gone; that a signed act did it was checked with the stream."""
    own = [one["wrap"] for one in act.proof.wraps if one["focal_point"] in session.ring.posts]
    return bool(own) and not any(own)


def open_act(session: Session, act: Act, part0: bytes | None = None) -> OpenedEvent:
    """Decrypt the sealed letter of a verified act with the key of one of the officer's posts.

    `part0`: the sealed letter, if it is here already.
    """
    if is_erased(session, act):
        raise NotFound("Your post had this erased. The signed act about it is in the history.", "erased")
    address = _address(session, act)
    if address is None:
        raise RefusedByHub("This act was not sealed to your post.", "not-a-recipient")
    manifest = act.manifest
    if part0 is None:
        part0 = fetch_letter(session, manifest.stream, manifest.event, manifest.parts[0].length)
    key = session.ring.post_key(address.focal_point, address.generation)
    proof = act.proof
    try:
        opened = open_event(
            act.envelope,
            proof.wraps,
            proof.sender_sig,
            key.kem_private,
            address.focal_point,
            address.generation,
            part0,
        )
    except Refused as error:
        raise forged(
            f"The sealed letter of “{manifest.kind}” (act {manifest.seq + 1}) cannot be trusted", error
        ) from error
    _check_commitment(manifest, opened)
    return opened


def _address(session: Session, act: Act) -> Address | None:
    """One of the own posts that still has a key of the act."""
    left = {one["focal_point"] for one in act.proof.wraps if one["wrap"]} & session.ring.posts.keys()
    return next((to for to in act.manifest.recipients if to.focal_point in left), None)


def _check_commitment(manifest: Manifest, opened: OpenedEvent) -> None:
    """What an officer approved and sent must be this very letter: its commitment stands in plain sight.

    A request that is only tracked here went another way, so there are no files to compare.
    """
    if manifest.facts.get("channel") == TRACK:
        return
    if manifest.kind in COMMITTED and commitment(opened.body) != manifest.facts.get("commitment"):
        raise Forged("The letter is not the one its sender's commitment names.", "commitment-differs")


def confirm_reading(session: Session, stream: Stream, act: Act) -> bool:
    """Sign that this post opened an act of another side, once. Returns whether a receipt was sent now."""
    mine = session.focal_point
    if is_erased(session, act):
        return False
    if act.manifest.sender.focal_point == mine or mine not in {
        to.focal_point for to in act.manifest.recipients
    }:
        return False
    if any(one["evidence"] == receipt.RETRIEVED and one["focal_point"] == mine for one in act.receipts):
        return False
    for refresh in (False, True):
        session.own_chain(refresh=refresh)
        try:
            _post_reading(session, stream, act)
        except RefusedByHub as refusal:
            if refresh or refusal.code != "chain_moved":
                raise
        else:
            return True
    return False


def _post_reading(session: Session, stream: Stream, act: Act) -> None:
    envelope = make_retrieval(
        session.ring.keys, hub=session.hub, stream=stream.id, event=act.manifest.event, event_hash=act.hash,
        sender=session.sender(), at=now_text(),
    )  # fmt: skip
    path = f"streams/{stream.id}/events/{act.manifest.event}/receipts/"
    session.connection.post(path, {"envelope": envelope}, repeat=True)


def with_chains(session: Session, countries: set[str], check: Callable[[dict[str, ChainState]], T]) -> T:
    """Check against the chains at hand; if they may be too old for what was signed, against new ones."""
    try:
        return check(session.trust.chains(countries))
    except Refused as error:
        if error.code not in BEHIND:
            raise
    return check(session.trust.chains(countries, refresh=True))


def _rows(session: Session, stream: str) -> list[Json]:
    rows: list[Json] = []
    after = -1
    while True:
        page = session.connection.get(f"streams/{stream}/events/", after=after, limit=50)
        rows += page["events"]
        following = page.get("next")
        if following is None or not page["events"]:
            return rows
        after = int(page["events"][-1]["seq"])


def act_of(row: Json, proof: VerifiedEvent) -> Act:
    """A verified event with what the hub says beside it. Raises Forged if that is not what was signed."""
    manifest = proof.manifest
    if (row["id"], row["seq"], row["kind"], row["hash"]) != (
        manifest.event,
        manifest.seq,
        manifest.kind,
        proof.hash,
    ):
        raise Forged(f"What the hub says of act {manifest.seq + 1} is not what was signed.", "altered-row")
    return Act(proof, row["envelope"], row["receipts"], datetime.fromisoformat(row["at"]))


def check_times(session: Session, acts: list[Act]) -> None:
    """When the hub took an act orders it among those of the other stream: its signed receipts must agree."""
    before = None
    for act in acts:
        signed = [one for one in act.receipts if one["evidence"] == receipt.ACCEPTED]
        try:
            said = [check_receipt(one["envelope"], session.trust.hub_key) for one in signed]
        except Refused as error:
            raise forged("The hub's receipt of an act", error) from error
        named = [(one["event_hash"], one["at"]) for one in said]
        whole = act.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if named != [(act.hash, whole)] or (before is not None and act.at < before):
            raise Forged(
                "The hub says another time for an act than it signed in its receipt.", "altered-time"
            )
        before = act.at


def check_log(session: Session, stream: str, acts: list[Act]) -> None:
    """The acts must be in the log, and their senders must have seen the same log as this machine."""
    session.logbook.check_acts(stream, acts)
    senders = {act.proof.country for act in acts} - {session.account.country}
    who = ", ".join(sorted(senders)) or session.account.country
    session.logbook.compare([act.manifest.log_seen for act in acts], who)


def fetch_letter(session: Session, stream: str, event: str, length: int) -> bytes:
    """The sealed letter of an act, not yet checked."""

    def fetch() -> bytes:
        with session.connection.stream(f"streams/{stream}/events/{event}/parts/0/") as response:
            pieces, total = [], 0
            for piece in response.iter_bytes():
                pieces.append(piece)
                total += len(piece)
                if total > length:
                    break
            return b"".join(pieces)

    data: bytes = session.connection.again(fetch)
    return data


def what_is_wrong(error: Refused) -> str:
    """What a refused history means, in plain words."""
    return {
        "not-next": "one is missing, was moved or sent again",
        "event-reused": "one was sent again",
        "another-stream": "one belongs to another request",
        "chain-seq-falls": "one was signed by an older list of officers",
        "erased-without-act": "a key was taken away and nobody signed that it be erased",
        "no-seat": "one is signed by somebody without a seat",
        "unknown-sender": "one is signed by somebody who did not belong to that country",
    }.get(error.code, "it was altered")
