"""A conversation as this post may read it: fetched, verified, and where it stands by its signed acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC

from hub.client.errors import Forged, forged
from hub.client.resealing import manifest_of
from hub.client.session import Session
from hub.client.streams import Act, act_of, check_log, check_times, parties_of, what_is_wrong, with_chains
from hub.client.threads.items import Items
from hub.client.threads.kept import Kept, keep, kept
from hub.client.threads.lawful import check_lawful
from hub.client.threads.pieces import begins, check_given, left, verify_pieces
from hub.encryption.canonical import Json, unb64
from hub.encryption.errors import Refused
from hub.encryption.fields import uuid
from hub.encryption.verify import VerifiedEvent
from hub.threads import standing as places
from hub.threads.standing import Standing
from hub.threads.steps import begin, step
from hub.threads.table import BadFact, read

PAGE = 200


@dataclass(frozen=True)
class History:
    """One conversation. `events` are those that were read now; `head` is (next seq, prev), `shared` what was
    shared with this post from before it was admitted, `letters` the sealed letters that came along, `last`
    from where it is read on."""

    id: str
    parties: Mapping[str, str]
    events: list[Act]
    head: tuple[int, str]
    standing: Standing
    last: Kept
    shared: Mapping[str, Json] = field(default_factory=dict, repr=False)
    letters: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def find(self, event: str) -> Act:
        """An act by its id. Raises Forged if the hub spoke of one that is not there."""
        for one in self.events:
            if one.manifest.event == event:
                return one
        raise Forged("The hub speaks of an act that is not in the signed history.", "no-such-event")

    def members(self) -> list[str]:
        """The posts on it now: what the next act is sealed to, whatever the hub says."""
        return sorted(self.standing.members)

    def country(self, post: str) -> str:
        """The country of a post that is or was on it."""
        return self.parties.get(post, "")


def read_history(session: Session, thread: str, *, whole: bool = True, before: Kept | None = None) -> History:
    """Fetch and verify a conversation; without `whole` only what came since this machine last read it, and
    with `before` what came after that.

    Raises Forged for anything altered, replayed, reordered, held back, or signed by who might not.
    """
    if before is None and not whole:
        before = kept(session.home, uuid(thread))
    rows = fetch_rows(session, thread, before.seq if before else -1)
    parties = _countries(session, thread, named_in(rows, before))
    shared = {str(row["id"]): row["shared"] for row in rows if row.get("shared")}
    proofs = _verified(session, thread, set(parties.values()), rows, shared, before)
    acts = [act_of(row, one) for row, one in zip(rows, proofs, strict=True)]
    own = [act for act in acts if act.manifest.event not in shared]
    check_times(session, own)
    places = {before.seq: before.hash} if before else {}
    session.trust.check_places(thread, places | {act.manifest.seq: act.hash for act in own})
    check_log(session, thread, own)
    found = _whole(session, thread, parties, acts, own, shared, before)
    return replace(found, letters=_letters(rows))


def fetch_rows(session: Session, thread: str, after: int) -> list[Json]:
    """The hub's rows after a place, unchecked."""
    rows: list[Json] = []
    while True:
        page = session.connection.get(f"streams/{thread}/events/", after=after, limit=PAGE, inline="yes")
        rows += page["events"]
        if page.get("next") is None or not page["events"]:
            return rows
        after = int(page["events"][-1]["seq"])


def named_in(rows: list[Json], before: Kept | None) -> set[str]:
    """Every post that these acts name, or that was on the conversation before them."""
    found: set[str] = {*before.standing.members, *before.standing.left} if before else set()
    for row in rows:
        manifest = manifest_of(row["envelope"])
        found |= {manifest.sender.focal_point, *(one.focal_point for one in manifest.recipients)}
    return found


def _countries(session: Session, thread: str, posts: set[str]) -> dict[str, str]:
    """Their countries, as the hub says; that each country stated its post is checked with the signatures."""
    if not posts <= session.countries.keys():
        session.countries |= parties_of(session, thread)
    return {post: session.countries.get(post) or session.country_of(post) for post in posts}


def _letters(rows: list[Json]) -> dict[str, bytes]:
    """The sealed letters that came with their rows; what is not here is fetched one by one."""
    given = ((str(row["id"]), row["parts"][0].get("data")) for row in rows)
    return {event: unb64(data) for event, data in given if data}


def _verified(
    session: Session, thread: str, countries: set[str], rows: list[Json], shared: Mapping[str, Json],
    before: Kept | None,
) -> list[VerifiedEvent]:  # fmt: skip
    listed = [{"envelope": row["envelope"], "wraps": row["all_wraps"]} for row in rows]
    after = (before.hash, before.left) if before else None
    try:
        proofs = with_chains(session, countries, lambda chains: verify_pieces(listed, chains, session.hub))
        check_given(proofs, session.ring.posts, shared, after)
    except Refused as error:
        text = f"An act in this conversation is not genuine ({what_is_wrong(error)})"
        raise forged(text, error) from error
    if any(one.manifest.stream != thread for one in proofs):
        raise Forged("The hub delivered the acts of another conversation.", "another-stream")
    return proofs


def _whole(
    session: Session, thread: str, parties: Mapping[str, str], acts: list[Act], own: list[Act],
    shared: Mapping[str, Json], before: Kept | None,
) -> History:  # fmt: skip
    posts = session.ring.posts
    walk = Walk(
        before.standing if before else None, parties, frozenset(posts), before is not None and before.all
    )
    for act in acts:
        walk.take(act, shared=act.manifest.event in shared)
    if walk.now is None:
        raise Forged("The hub delivered a conversation without any act.", "stream-empty")
    last = before
    if own:
        end = own[-1]
        last = Kept(end.manifest.seq, end.hash, walk.now, left(end.manifest, posts), walk.all)
    assert last is not None  # noqa: S101 - there is a standing only after an act or a kept one
    keep(session.home, thread, last)
    return History(thread, parties, acts, (last.seq + 1, last.hash), walk.now, last, shared)


@dataclass
class Walk:
    """Going through the acts one by one. `all`: the post was there from the beginning without a break."""

    now: Standing | None
    parties: Mapping[str, str]
    posts: frozenset[str]
    all: bool
    items: Items | None = None

    def take(self, act: Act, *, shared: bool) -> None:
        """Judge one act and follow what it changes; one that was shared later is only an item."""
        plain = plain_act(act)
        if not shared and plain.seq == 0:
            self.now, self.all, self.items = begin(plain), True, Items()
        elif not shared and self._anew(act):
            self.now, self.all, self.items = begin(plain), False, None
        elif not shared and self.now is not None:
            known = self.items.all if self.items else None
            check_lawful(self.now, act, plain, self._country, known, all_known=self.all)
            self.now = step(self.now, plain)
        if self.items is not None:
            self.items.add(act)

    def _country(self, post: str) -> str:
        return self.parties.get(post, "")

    def _anew(self, act: Act) -> bool:
        present = self.now is not None and bool(self.posts & self.now.members.keys())
        return not present and begins(act.manifest, self.posts)


def plain_act(act: Act) -> places.Act:
    """An act as the rules of conversations read it. Raises Forged if its facts are not of its kind."""
    manifest = act.manifest
    try:
        facts = read(manifest.kind, manifest.facts)
    except (BadFact, KeyError) as error:
        raise Forged(
            f"Act {manifest.seq + 1} says something that no such act can say ({error}).", "bad-facts"
        ) from error
    if facts["thread"] != manifest.stream:
        raise Forged(f"Act {manifest.seq + 1} belongs to another conversation.", "another-stream")
    at = act.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return places.Act(
        manifest.kind, facts, manifest.event, manifest.sender.focal_point, manifest.seq, at, manifest.handling
    )
