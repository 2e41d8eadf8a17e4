"""Acts on sets, drafts, proposals and lineage."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hub.conferences.actions import adopting, drafting, lineage, proposing, publishing, sets
from hub.conferences.actions.on_sets import SET_ACTS
from hub.conferences.forms import ActForm, DescribeForm, DraftForm, SetForm
from hub.conferences.forms_adoption import (
    AnswerForm,
    CloseVoteForm,
    ConsensusForm,
    CorrigendumForm,
    FateForm,
    LinkForm,
    ObjectionForm,
    OpenVoteForm,
    ProposalForm,
    SilenceForm,
    VoteForm,
)
from hub.conferences.models import Recommendation, RecommendationSet
from hub.conferences.queries import newest, newest_texts
from hub.conferences.queries_lineage import ancestors_of
from hub.conferences.states import SET_MOVES
from hub.conferences.views.acts.act import Act, filled, labelled, plain, sent
from hub.conferences.views.acts.addresses import draft_url, tab_url

ADOPTION = "adoption"


def to_set(tab: str) -> Any:
    """Back to a part of the set's conference."""
    return lambda one, _result: tab_url(one.conference, tab)


def _begin(one: RecommendationSet, request: HttpRequest) -> ActForm:
    return DraftForm(sent(request), groups=one.conference.groups.all())


def _hidden(form: ActForm, request: HttpRequest, name: str) -> ActForm:
    """A form that carries along what its page was opened for."""
    field = forms.CharField(required=False, widget=forms.HiddenInput, initial=request.GET.get(name, ""))
    form.fields[name] = field
    return form


def _fate(_one: RecommendationSet, request: HttpRequest) -> ActForm:
    return _hidden(FateForm(sent(request)), request, "ancestor")


def _carry(one: RecommendationSet, request: HttpRequest) -> ActForm:
    form = _hidden(_begin(one, request), request, "ancestor")
    for name in ("body", "themes"):
        del form.fields[name]
    return form


def _simple(act: str, said: Any, **more: Any) -> Act:
    return Act(SET_MOVES[act].label, said, SET_ACTS[act], to_set(ADOPTION), **more)


SET = {
    "change": Act(
        _("Change title and mode"),
        _("The changes are kept."),
        lambda pk, data, by, now: sets.change_set(
            pk, {n: data[n] for n in ("title", "mode")}, by=by, now=now
        ),
        to_set("drafts"),
        filled(
            SetForm, lambda one: labelled("title", one.title) | {"mode": one.mode, "language": one.language}
        ),
    ),
    "add": Act(
        _("Begin a draft"),
        _("The draft is there."),
        lambda pk, data, by, now: drafting.add(pk, data, by=by, now=now),
        lambda _one, made: draft_url(made),
        _begin,
    ),
    "carry_over": Act(
        _("Carry it over as a new draft"),
        _("The draft begins with the words of its ancestor."),
        lambda pk, data, by, now: lineage.carry_over(pk, data, by=by, now=now),
        lambda _one, made: draft_url(made),
        _carry,
        _("The new draft begins with the earlier words and is tied to them."),
    ),
    "record_fate": Act(
        _("Say what became of it"),
        _("It is recorded what became of the earlier recommendation."),
        lambda pk, data, by, now: lineage.record_fate(pk, data, by=by, now=now),
        to_set("lineage"),
        _fate,
        _("For a recommendation of the edition before that nothing new points to."),
    ),
    "consolidate": _simple(
        "consolidate",
        _("All groups' drafts are one text now, ordered by theme."),
        lede=_(
            "The drafts of all groups become one text, ordered by theme, under the next revision's symbol."
        ),
    ),
    "reopen": _simple("reopen", _("The groups draft again.")),
    "start_silence": _simple(
        "start_silence",
        _("The silence procedure has begun. All members have been told."),
        form=plain(SilenceForm),
        lede=_("The text is adopted when the time has passed, unless a country objects."),
    ),
    "object": _simple(
        "object",
        _("The silence is broken. All members have been told."),
        form=plain(ObjectionForm),
        lede=_("The text goes back to drafting. Your reason helps the others to mend it."),
    ),
    "adopt_by_consensus": _simple(
        "adopt_by_consensus",
        _("The text is adopted and has its lasting numbers."),
        form=plain(ConsensusForm),
        lede=_("The text gets its lasting symbol and paragraph numbers. It cannot be edited afterwards."),
    ),
    "open_vote": _simple(
        "open_vote",
        _("The vote is open. All members have been told."),
        form=lambda one, request: OpenVoteForm(sent(request), initial={"quorum": one.quorum}),
    ),
    "vote": Act(
        _("Vote"),
        _("The vote of your country is recorded."),
        SET_ACTS["vote"],
        to_set(ADOPTION),
        plain(VoteForm),
        _("One vote for each country; it is given once and not changed."),
    ),
    "close_vote": _simple(
        "close_vote",
        _("The votes are counted."),
        form=plain(CloseVoteForm),
    ),
    "publish": _simple(
        "publish",
        _("The recommendations are published. Everybody can read them now."),
    ),
    "supersede": _simple(
        "supersede",
        _("The set is marked as superseded; it stays readable."),
        grave=True,
    ),
    "correct": Act(
        _("Issue a corrigendum"),
        _("The corrigendum is published."),
        lambda pk, data, by, now: publishing.correct(pk, data, by=by, now=now),
        to_set(ADOPTION),
        plain(CorrigendumForm),
        _("The published text stays as it is; the corrigendum stands beside it, with its own symbol."),
    ),
}


def _described(one: Recommendation) -> dict[str, Any]:
    joined = {name: ", ".join(map(str, getattr(one, name))) for name in ("addressees", "actors", "sdg")}
    names = ("themes", "pillars", "force", "deadline", "confidential")
    return joined | {name: getattr(one, name) for name in names}


def _proposal(one: Recommendation, request: HttpRequest) -> ActForm:
    last = newest(one)
    initial = {"body": last.body if last else "", "base": last.revision if last else 0}
    return ProposalForm(sent(request), initial=initial)


def _link(one: Recommendation, request: HttpRequest) -> ActForm:
    rows = list(ancestors_of(one.set.conference))
    texts = newest_texts(rows, one.set.language)
    named = [(str(row.pk), f"{row.symbol} · {texts[row.pk].body[:80]}") for row in rows if row.pk in texts]
    return LinkForm(sent(request), ancestors=named)


DRAFT = {
    "describe": Act(
        _("Change themes and addressees"),
        _("The changes are kept."),
        lambda pk, data, by, now: drafting.describe(pk, data, by=by, now=now),
        lambda one, _result: draft_url(one),
        filled(DescribeForm, _described),
    ),
    "withdraw": Act(
        _("Take this draft out of the set"),
        _("The draft is out of the set. Its revisions stay."),
        lambda pk, _data, by, now: drafting.withdraw(pk, True, by=by, now=now),
        lambda one, _result: tab_url(one.set.conference, "drafts"),
        grave=True,
    ),
    "restore": Act(
        _("Put this draft back into the set"),
        _("The draft is back in the set."),
        lambda pk, _data, by, now: drafting.withdraw(pk, False, by=by, now=now),
        lambda one, _result: draft_url(one),
    ),
    "propose": Act(
        _("Propose a change"),
        _("Your proposal is with the group."),
        lambda pk, data, by, now: proposing.propose(pk, data, by=by, now=now),
        lambda one, _result: draft_url(one) + "#proposals",
        _proposal,
        _("Your country's name stands at the proposal, and everybody who drafts reads it."),
    ),
    "add_link": Act(
        _("Tie it to an earlier recommendation"),
        _("The tie is recorded."),
        lambda pk, data, by, now: lineage.add_link(pk, data | {"ancestor": data["end"]}, by=by, now=now),
        lambda one, _result: draft_url(one),
        _link,
    ),
}
PROPOSAL = {
    "dispose": Act(
        _("Answer the proposal"),
        _("The delegation has been told."),
        lambda pk, data, by, now: proposing.dispose(pk, data, by=by, now=now),
        lambda one, _result: draft_url(one.recommendation) + "#proposals",
        lambda one, request: AnswerForm(sent(request), initial={"body": one.body}),
        _("Accepting carries it out: the words go into the newest text."),
    ),
    "withdraw": Act(
        _("Withdraw the proposal"),
        _("The proposal is withdrawn."),
        lambda pk, _data, by, now: proposing.withdraw(pk, by=by, now=now),
        lambda one, _result: draft_url(one.recommendation) + "#proposals",
    ),
}
OBJECTION = {
    "lift": Act(
        _("Lift the objection"),
        _("The objection is lifted."),
        lambda pk, _data, by, now: adopting.lift(pk, by=by, now=now),
        lambda one, _result: tab_url(one.set.conference, ADOPTION),
    )
}
LINK = {
    "remove": Act(
        _("Take this tie away"),
        _("The tie is gone."),
        lambda pk, _data, by, now: lineage.remove_link(pk, by=by, now=now),
        lambda one, _result: draft_url(one.start),
        grave=True,
    )
}
