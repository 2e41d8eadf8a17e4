"""Where a request stands, worked out by the shared procedure from the signed acts and the hub's signed
lapses alone; what the hub says of it is then compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hub.client.errors import Forged
from hub.client.lapses import DELIVERED, LAPSED, UNDELIVERED, Lapse
from hub.client.streams import Act, Stream
from hub.encryption import receipt
from hub.encryption.canonical import Json, parse
from hub.encryption.dsse import peek
from hub.encryption.erasing import is_content
from hub.procedure import NATIONAL, BadFact, Clock, Side, Standing, Status, begin, read, step
from hub.procedure import Act as Step

_BEFORE = {"mla.transmit": Status.APPROVED, "mla.share_draft": Status.IN_REVIEW}
ENDS = ("delivery", "safe_conduct", "preservation")  # once their day has come, nothing is left to wait for
_UNTOLD = "0" * 64


def position(
    side: Side, file: Stream | None, shared: Stream | None, lapses: Sequence[Lapse] = ()
) -> Standing:
    """The standing after all acts a side can see, in the order in which the hub accepted them."""
    listed = [one for stream in (file, shared) for one in (stream.events if stream else ())]
    # What a post erases of its own copy changes nothing of where the request stands.
    acts = [_step(one) for one in listed if is_content(one.manifest.kind)]
    steps: list[Step | Lapse] = sorted([*acts, *lapses], key=lambda one: one.at)
    if side == Side.REQUESTED and shared is not None:
        found = _told(shared.events[0], acts[0])
    else:
        found, steps = begin(acts[0]), steps[1:]
    _check_opened(shared, lapses)
    try:
        for one in steps:
            found = _next(found, one)
    except (KeyError, TypeError) as error:
        raise Forged(
            "The signed acts do not follow from one another: one is missing or out of place.", "impossible"
        ) from error
    return found


def _next(found: Standing, one: Step | Lapse) -> Standing:
    if isinstance(one, Step):
        return step(found, one)
    _check_lapse(found, one)
    return step(found, _statement(one))


def _step(act: Act) -> Step:
    manifest = act.manifest
    try:
        facts = read(manifest.kind, manifest.facts)
    except (BadFact, KeyError) as error:
        raise Forged(
            f"An act says something that no officer can say ({manifest.kind}).", "bad-facts"
        ) from error
    sender = manifest.sender
    return Step(
        manifest.kind, facts, UUID(manifest.event), UUID(sender.officer), UUID(sender.focal_point), act.at
    )


def _statement(lapse: Lapse) -> Step:
    facts = {"clock": lapse.clock, "ref": lapse.ref} if lapse.kind == LAPSED else {}
    return Step(lapse.kind, facts, None, None, None, lapse.at)


def _check_lapse(found: Standing, lapse: Lapse) -> None:
    """The hub can only end a wait that was going on by the signed acts."""
    if not any(one.runs and (one.code, one.ref) == (lapse.clock, lapse.ref) for one in found.clocks):
        raise Forged("The hub says that a time limit ran out that nobody had set.", "no-such-clock")


def _check_opened(shared: Stream | None, lapses: Sequence[Lapse]) -> None:
    """It cannot say “never opened” of what an officer had signed to have opened."""
    opened = [
        datetime.fromisoformat(str(parse(peek(one["envelope"])[1])["at"]))
        for act in (shared.events if shared else ()) if act.manifest.kind == "mla.transmit"
        for one in act.receipts if one["evidence"] == receipt.RETRIEVED
    ]  # fmt: skip
    missed = [one.at for one in lapses if one.kind == UNDELIVERED]
    if opened and missed and min(opened) < min(missed) and not any(
        one.kind == DELIVERED and one.at < min(missed) for one in lapses
    ):  # fmt: skip
        raise Forged(
            "The hub says that the request was not opened, though its opening had been signed.", "was-opened"
        )


def _told(first: Act, act: Step) -> Standing:
    """What stood before the first act the requested side was shown: drafts exist, it knows none of them."""
    facts: Mapping[str, Any] = act.facts
    to = next(one.focal_point for one in first.manifest.recipients if one.focal_point != str(act.post))
    draft = {
        "from": act.post, "to": UUID(to), "conducting": None, "case": None, "links": [], "number": 1,
        "urgent": False, "wanted_by": None, "measures": [], "legal_basis": "", "offence": "",
        "commitment": _UNTOLD, **facts,
    }  # fmt: skip
    before = begin(replace(act, kind="mla.draft", facts=draft, at=act.at - timedelta(microseconds=1)))
    return replace(before, status=_BEFORE.get(act.kind, Status.DRAFT))


def check_summary(summary: Json, found: Standing, side: Side) -> None:
    """Refuse a summary by the hub that is not what the acts signed by the officers add up to.

    The conducting post does not see what the two sides exchange: only its own file is compared.
    """
    if side == Side.CONDUCTING and summary["status"] not in NATIONAL:
        return
    for name, said, signed in _compared(summary, found, side):
        if said != signed:
            raise Forged(_differs(name, said, signed), "altered-facts")


def _compared(summary: Json, found: Standing, side: Side) -> Iterator[tuple[str, object, object]]:
    yield "status", summary["status"], found.shared if side == Side.REQUESTED else found.status.value
    ball = found.shared_ball if side == Side.REQUESTED else found.ball
    yield "who must act", summary["ball"], ball.value
    if side != Side.REQUESTED or found.measures:
        yield from _content(summary, found, side)
    if "clocks" in summary:
        said = sorted((one["code"], one["ref"], one["side"]) for one in summary["clocks"])
        yield "clocks", said, sorted((one.code, one.ref, one.side.value) for one in waited_for(found))
        duties = {label: one["state"] for label, one in summary["duties"].items()}
        yield "duties", duties, {label: one.state for label, one in found.duties.items()}


def waited_for(found: Standing) -> list[Clock]:
    """The clocks that somebody still waits for, or that stand still."""
    return [one for one in found.clocks if one.runs and not (one.lapsed and one.code in ENDS)]


def _content(summary: Json, found: Standing, side: Side) -> Iterator[tuple[str, object, object]]:
    told = found.told if side == Side.REQUESTED and found.told else found
    wanted = told.wanted_by.isoformat() if told.wanted_by else None
    measures = {one["label"]: (one["code"], one["status"]) for one in summary["measures"]}
    yield "measures", measures, {label: (one.code, one.status.value) for label, one in found.measures.items()}
    yield "urgent", summary["urgent"], told.urgent
    yield "wanted_by", summary["wanted_by"], wanted


def _differs(what: str, said: object, signed: object) -> str:
    return f"The hub says something else than the officers signed ({what}: “{said}”, signed is “{signed}”)."
