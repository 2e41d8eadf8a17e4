"""Changes that delegations propose, and what became of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Conflict, Forbidden, Unseen, require
from hub.base.results import Denied
from hub.conferences import inputs, rules
from hub.conferences.actions import drafting, locking, telling
from hub.conferences.models import Disposition, ProposalKind, Recommendation, TextProposal
from hub.conferences.queries import newest

PROPOSING: dict[str, inputs.Clean] = {
    "kind": inputs.choice(ProposalKind.values),
    "base": inputs.maybe(inputs.whole(1, 1_000_000)),
    "body": drafting.BODY,
    "reason": inputs.text(4000),
}
ANSWERS = (Disposition.ACCEPTED, Disposition.PARTLY, Disposition.REJECTED)
ANSWERING: dict[str, inputs.Clean] = {
    "disposition": inputs.choice([str(one) for one in ANSWERS]),
    "answer": inputs.text(4000),
    "body": drafting.BODY,
}


@transaction.atomic
def propose(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> TextProposal:
    """Propose a change to a draft: {"kind", "body"?, "base"?, "reason"?}. Raises Unseen, Invalid, Forbidden.

    `replace` and `insert` and `add_new` need words; `insert` puts them after the text. `base` is the revision
    that was read, the newest one by default.
    """
    one = locking.recommendation(by, pk)
    require(rules.may_propose(by, one, now.date()))
    clean = inputs.read(PROPOSING, data, ("kind",))
    if clean["kind"] != ProposalKind.DELETE and not clean.get("body"):
        raise inputs.bad("body", _("This is needed."))
    last = newest(one)
    revision = last.revision if last else 0
    base = clean.pop("base", None) or revision
    if base > revision:
        raise inputs.bad("base", _("There is no such revision. Load the newest one."))
    made = TextProposal.objects.create(
        recommendation=one,
        country_id=by.country,
        post=by.focal_point,
        officer=by.officer.pk,
        language=one.set.language,
        base=base,
        at=now,
        **clean,
    )
    telling.noted("propose", made.pk, by)
    telling.told_group(one, "draft.proposed", by)
    telling.draft_changed(one, now.date())
    return made


@transaction.atomic
def dispose(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> TextProposal:
    """Answer a proposal: {"disposition": accepted | partly | rejected, "answer"?, "body"?}.

    Accepting carries it out: the words go into the newest text, merged with what changed since; `partly`
    takes the words of `body`, if any. All but accepting needs an answer. Raises Unseen, Invalid, Forbidden,
    Conflict answered.
    """
    proposal, one = _locked(by, pk)
    require(rules.may_dispose(by, one))
    _require_open(proposal)
    clean = inputs.read(ANSWERING, data, ("disposition",))
    given = clean["disposition"]
    if given != Disposition.ACCEPTED and not clean.get("answer"):
        raise inputs.bad("answer", _("Say why, so that the delegation knows."))
    if given == Disposition.ACCEPTED:
        proposal.result = _carry_out(proposal, one, by, now)
    elif given == Disposition.PARTLY and clean.get("body"):
        proposal.result = _save(one, proposal.base, clean["body"], by, now)
    proposal.disposition, proposal.answer = given, clean.get("answer", "")
    _keep(proposal, "dispose", by, now)
    telling.told_country(proposal.country_id, "draft.disposed", one.pk, by)
    telling.draft_changed(one, now.date())
    return proposal


@transaction.atomic
def withdraw(pk: UUID, *, by: Acting, now: datetime) -> TextProposal:
    """Take back a proposal of the own country. Raises Unseen, Forbidden, Conflict answered."""
    proposal, one = _locked(by, pk)
    if proposal.country_id != by.country or not rules.speaks(by):
        text = _("Only the delegation that made a proposal withdraws it.")
        raise Forbidden(Denied(text, code="other_country"))
    _require_open(proposal)
    proposal.disposition = Disposition.WITHDRAWN
    _keep(proposal, "withdraw_proposal", by, now)
    telling.draft_changed(one, now.date())
    return proposal


def _locked(by: Acting, pk: UUID) -> tuple[TextProposal, Recommendation]:
    found = TextProposal.objects.filter(pk=pk).values_list("recommendation_id", flat=True).first()
    if found is None:
        raise Unseen
    one = locking.recommendation(by, found)
    return TextProposal.objects.get(pk=pk), one


def _require_open(proposal: TextProposal) -> None:
    if proposal.disposition != Disposition.OPEN:
        raise Conflict(
            "answered", _("This proposal was answered or withdrawn."), disposition=proposal.disposition
        )


def _carry_out(proposal: TextProposal, one: Recommendation, by: Acting, now: datetime) -> int | None:
    """Do what was proposed; the revision of the text that came of it, if any."""
    if proposal.kind == ProposalKind.DELETE:
        drafting.withdraw(one.pk, True, by=by, now=now)
        return None
    if proposal.kind == ProposalKind.ADD_NEW:
        place = drafting.make_room(one.set, one.order)
        kept = {name: getattr(one, name) for name in ("themes", "pillars", "force", "confidential")}
        drafting.begin(one.set, one.group, kept | {"body": proposal.body, "order": place}, by, now)
        return None
    if proposal.kind == ProposalKind.INSERT:
        began = one.texts.filter(language=proposal.language, revision=proposal.base).first()
        return _save(one, proposal.base, f"{began.body if began else ''} {proposal.body}".strip(), by, now)
    return _save(one, proposal.base, proposal.body, by, now)


def _save(one: Recommendation, base: int, body: str, by: Acting, now: datetime) -> int:
    return drafting.save(one, {"base": base, "body": body}, by, now).text.revision


def _keep(proposal: TextProposal, act: str, by: Acting, now: datetime) -> None:
    proposal.disposed_at = now
    proposal.save()
    telling.noted(act, proposal.pk, by)
