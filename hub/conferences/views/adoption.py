"""Where a set stands on its way to adoption and publication, and what still stands in the way."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from focal_points.acting import Acting
from hub.conferences import queries, rules
from hub.conferences.models import Conference, RecommendationSet
from hub.conferences.queries_lineage import unaccounted
from hub.conferences.states import EDITABLE, SetState
from hub.conferences.views.parts import Offer, listed, offer
from hub.conferences.views.public.conference import adopted


def where(by: Acting, conference: Conference) -> str:
    """What waits, in one sentence: the first thing that an organiser wants to know."""
    found = next(iter(queries.sets(by, conference)), None)
    if found is None:
        return _("No set of recommendations has been begun.")
    if found.state == SetState.SILENCE and found.silence_until:
        day = date_format(found.silence_until, "j M Y, H:i")
        return _("Adopted on %(day)s unless a country objects.") % {"day": day}
    if found.state == SetState.VOTING:
        return _("The vote is open.")
    if found.state not in EDITABLE:
        return adopted(found)
    waiting = [one["text"] for one in hindrances(found) if one["text"]]
    return " ".join(map(str, waiting)) or _("Nothing stands in the way of adoption.")


def hindrances(one: RecommendationSet) -> list[dict[str, Any]]:
    """What must be settled before adoption: how many there are of each, and the sentence if any."""
    brackets = len(queries.contested_texts(one))
    proposals = queries.open_proposals(one).count()
    objections = queries.open_objections(one).count()
    missing = len(unaccounted(one.conference))
    return [
        _hindrance("brackets", brackets, ngettext(
            "%(n)d paragraph has words in brackets.", "%(n)d paragraphs have words in brackets.", brackets
        )),
        _hindrance("proposals", proposals, ngettext(
            "%(n)d proposal waits for an answer.", "%(n)d proposals wait for an answer.", proposals
        )),
        _hindrance("objections", objections, ngettext(
            "%(n)d objection is open.", "%(n)d objections are open.", objections
        )),
        _hindrance("ancestors", missing, ngettext(
            "Of %(n)d earlier recommendation nobody has said what became of it.",
            "Of %(n)d earlier recommendations nobody has said what became of them.",
            missing,
        )),
    ]  # fmt: skip


def _hindrance(name: str, many: int, text: str) -> dict[str, Any]:
    return {"name": name, "many": many, "text": text % {"n": many} if many else ""}


def adoption(by: Acting, conference: Conference, moment: datetime) -> dict[str, Any]:
    """Names for tabs/adoption.html."""
    sets = queries.sets(by, conference)
    offers = [one for found in sets for one in _offers(by, found, moment)]
    return {"sets": [_set(by, one, moment) for one in sets], **listed(offers)}


def _offers(by: Acting, one: RecommendationSet, moment: datetime) -> list[Offer]:
    """What the reader may do with a set now; for organisers also what comes later."""
    found = []
    if one.state == SetState.SILENCE and rules.may_speak(by, one.conference, moment.date()):
        found.append(offer("set", one, "object"))
    if one.state == SetState.VOTING and rules.may_vote(by, one, moment.date()):
        found.append(offer("set", one, "vote"))
    if rules.may_organise(by, one.conference):
        acts = [(move.act, answer) for move, answer in queries.acts_on_set(by, one)]
        found += [_set_offer(one, act, answer) for act, answer in acts]
        if one.state == SetState.PUBLISHED:
            found.append(offer("set", one, "correct"))
        if one.state in EDITABLE:
            found.append(offer("set", one, "change"))
    return found


def _set_offer(one: RecommendationSet, act: str, answer: Any) -> Offer:
    """Publishing is asked for on a page that shows the whole text first."""
    found = offer("set", one, act, answer)
    return replace(found, url=reverse("publish-set", args=[one.pk])) if act == "publish" else found


def _set(by: Acting, one: RecommendationSet, moment: datetime) -> dict[str, Any]:
    editable = one.state in EDITABLE
    return {
        "set": one,
        "hindrances": hindrances(one) if editable else [],
        "objections": [
            {"objection": row, "own": row.country_id == by.country and row.lifted_at is None}
            for row in one.objections.select_related("country")
        ],
        "tally": queries.tally(one, moment) if one.round and one.mode == "vote" else None,
        "adopted": adopted(one) if one.adopted_at else "",
        "corrigenda": one.corrigenda.all(),
    }
