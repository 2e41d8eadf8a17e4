"""Reads of conferences and drafts; each begins at what the reader may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base import cursor as cursors
from hub.base.errors import Invalid, Unseen
from hub.base.results import Answer
from hub.conferences import rules
from hub.conferences.brackets import contested
from hub.conferences.diff import Op, diff
from hub.conferences.models import (
    Choice,
    Conference,
    Corrigendum,
    Disposition,
    Majority,
    Objection,
    Recommendation,
    RecommendationSet,
    RecommendationText,
    Series,
    TextProposal,
    Vote,
)
from hub.conferences.queries_lineage import Account
from hub.conferences.states import CONFERENCE_MOVES, SET_MOVES, Move

LIMIT = 50
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor of the next page or None."""

    rows: list[Conference]
    next: str | None


def conferences(reader: Acting | None) -> QuerySet[Conference]:
    """What the reader sees, newest first, with series and country."""
    rows = Conference.objects.visible_to(reader).select_related("series__network", "country", "predecessor")
    return rows.order_by("-start", "-pk")


def conference_page(reader: Acting | None, asked: dict[str, str], limit: int = LIMIT) -> Page:
    """A page of conferences by series, state, kind, year. Raises Invalid (bad_filter, bad_cursor)."""
    rows = conferences(reader)
    for name in ("series", "state", "kind"):
        if asked.get(name):
            rows = rows.filter(**{name: _plain(asked[name], name)})
    if asked.get("year"):
        year = asked["year"]
        if not (year.isascii() and year.isdigit() and len(year) == 4 and year != "0000"):
            raise Invalid("bad_filter", _("A year has four digits."), field="year")
        rows = rows.filter(start__year=int(year))
    found = list(rows.filter(_after(asked.get("cursor", "")))[: limit + 1])
    more, shown = len(found) > limit, found[:limit]
    last = cursors.write([shown[-1].start.isoformat(), str(shown[-1].pk)]) if more else None
    return Page(shown, last)


def _plain(word: str, name: str) -> str:
    if "\x00" in word or len(word) > 40:
        raise Invalid("bad_filter", _("There is no such word to filter by."), field=name)
    return word


def _after(cursor: str) -> Q:
    if not cursor:
        return Q()
    day, key = cursors.read(cursor, 2)
    try:
        start, pk = date.fromisoformat(day), UUID(key)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
    return Q(start__lt=start) | Q(start=start, pk__lt=pk)


def conference(reader: Acting | None, pk: UUID) -> Conference:
    """One conference. Raises Unseen."""
    return _one(conferences(reader).filter(pk=pk))


def sets(reader: Acting | None, of: Conference) -> list[RecommendationSet]:
    """The sets of a conference that the reader sees."""
    rows = RecommendationSet.objects.visible_to(reader).filter(conference=of)
    return list(rows.select_related("conference__series__network"))


def one_set(reader: Acting | None, pk: UUID) -> RecommendationSet:
    """One set. Raises Unseen."""
    rows = RecommendationSet.objects.visible_to(reader).filter(pk=pk)
    return _one(rows.select_related("conference__series__network", "conference__predecessor"))


def recommendations(reader: Acting | None, of: RecommendationSet) -> QuerySet[Recommendation]:
    """The paragraphs of a set that the reader sees, in their order; withdrawn ones are left out."""
    rows = Recommendation.objects.visible_to(reader).filter(set=of, withdrawn=False)
    return rows.select_related("group").order_by("para_no", "order", "pk")


def recommendation(reader: Acting | None, pk: UUID) -> Recommendation:
    """One recommendation with its set, group, conference. Raises Unseen."""
    rows = Recommendation.objects.visible_to(reader).filter(pk=pk)
    return _one(
        rows.select_related(
            "set__conference__series__network", "set__conference__predecessor", "group__conference"
        )
    )


def _one(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Unseen
    return found


def newest(one: Recommendation, language: str = "") -> RecommendationText | None:
    """The newest revision in a language; by default in that of the set."""
    rows = RecommendationText.objects.filter(recommendation=one, language=language or one.set.language)
    return rows.order_by("-revision").first()


def newest_texts(rows: list[Recommendation], language: str) -> dict[UUID, RecommendationText]:
    """The newest revision in a language for each recommendation that has one."""
    texts = RecommendationText.objects.filter(recommendation__in=rows, language=language)
    return {text.recommendation_id: text for text in texts.order_by("revision")}


def revisions(one: Recommendation, language: str) -> list[RecommendationText]:
    """Every revision in a language, newest first."""
    rows = RecommendationText.objects.filter(recommendation=one, language=language)
    return list(rows.select_related("by__country").order_by("-revision"))


def compare(one: Recommendation, language: str, old: int, new: int) -> list[Op]:
    """What changed between two revisions; revision 0 is the empty text. Raises Unseen."""
    bodies = dict(
        RecommendationText.objects.filter(
            recommendation=one, language=language, revision__in=(old, new)
        ).values_list("revision", "body")
    )
    bodies.setdefault(0, "")
    if old not in bodies or new not in bodies:
        raise Unseen
    return diff(bodies[old], bodies[new])


def behind(text: RecommendationText, original: RecommendationText | None) -> bool:
    """Whether a translation renders an older revision than the newest authoritative one."""
    if text.authoritative or original is None:
        return False
    return text.based_on is None or text.based_on < original.revision


def open_proposals(of: RecommendationSet) -> QuerySet[TextProposal]:
    """Proposals to a set that nobody has answered."""
    rows = TextProposal.objects.filter(recommendation__set=of, recommendation__withdrawn=False)
    return rows.filter(disposition=Disposition.OPEN).select_related("country", "recommendation")


def open_objections(of: RecommendationSet) -> QuerySet[Objection]:
    """Objections that were not lifted."""
    return Objection.objects.filter(set=of, lifted_at__isnull=True).select_related("country")


def contested_texts(of: RecommendationSet) -> list[tuple[Recommendation, list[str]]]:
    """Recommendations whose newest authoritative text has words in brackets, and those words."""
    rows = list(of.recommendations.filter(withdrawn=False).order_by("order", "pk"))
    texts = newest_texts(rows, of.language)
    found = [(one, contested(texts[one.pk].body)) for one in rows if one.pk in texts]
    return [(one, words) for one, words in found if words]


@dataclass(frozen=True)
class Tally:
    """How a vote stands: numbers of countries, whether enough voted, and whether it carries."""

    electors: int
    yes: int
    no: int
    abstain: int
    quorate: bool
    carried: bool


def tally(of: RecommendationSet, now: datetime) -> Tally:
    """Count the present round. Abstentions count for the quorum, not for the majority."""
    choices = list(Vote.objects.filter(set=of, round=of.round).values_list("choice", flat=True))
    electors = rules.electors(of.conference, now.date()).count()
    yes, no = choices.count(Choice.YES), choices.count(Choice.NO)
    quorate = electors > 0 and len(choices) * 100 > electors * of.quorum
    enough = yes > no if of.majority == Majority.SIMPLE else yes > 0 and yes * 3 >= (yes + no) * 2
    return Tally(electors, yes, no, choices.count(Choice.ABSTAIN), quorate, quorate and enough)


def corrected(text: RecommendationText, corrigenda: list[Corrigendum]) -> str:
    """A published text with the corrigenda to it applied in their order."""
    body = text.body
    for one in sorted(corrigenda, key=lambda each: each.number):
        if one.language == text.language:
            body = body.replace(one.old, one.new, 1)
    return body


def corrigenda(reader: Acting | None, of: RecommendationSet) -> list[Corrigendum]:
    """The corrigenda of a set in their order, but for those of paragraphs that the reader does not see."""
    seen = Recommendation.objects.visible_to(reader).filter(set=of).values("para_no")
    return list(Corrigendum.objects.filter(set=of, para_no__in=seen).order_by("number"))


def acts_on(reader: Acting, of: Conference) -> list[tuple[Move, Answer]]:
    """Every move of a conference with its answer, for buttons."""
    return [(move, rules.may_move(reader, of, move)) for move in CONFERENCE_MOVES.values()]


def acts_on_set(reader: Acting, of: RecommendationSet) -> list[tuple[Move, Answer]]:
    """Every move of a set that the organiser asks for, with its answer."""
    silent = ("object", "silence_passed")
    moves = [move for move in SET_MOVES.values() if move.act not in silent]
    return [(move, rules.may_move_set(reader, of, move)) for move in moves]


def series_of(reader: Acting) -> list[Series]:
    """Series of which the reader sees an edition or which the reader organises, by code."""
    seen = set(Conference.objects.visible_to(reader).values_list("series", flat=True))
    rows = Series.objects.select_related("network").order_by("code")
    return [one for one in rows if one.pk in seen or rules.may_organise_series(reader, one)]


def seen_accounts(reader: Acting | None, found: list[Account]) -> list[Account]:
    """Accounts of ancestors that the reader sees, each with what drafts the reader sees say of it."""
    ids = {one.ancestor.pk for one in found} | {link.start_id for one in found for link in one.links}
    rows = Recommendation.objects.visible_to(reader).filter(pk__in=ids)
    sets_ = RecommendationSet.objects.visible_to(reader).filter(pk__in={one.recorded_in for one in found})
    seen = set(rows.values_list("pk", flat=True)) | set(sets_.values_list("pk", flat=True))
    return [_seen(one, seen) for one in found if one.ancestor.pk in seen]


def _seen(one: Account, seen: set[UUID]) -> Account:
    """Without links from drafts that the reader does not see, and without a fate that only such tell."""
    links = tuple(link for link in one.links if link.start_id in seen)
    told = one.recorded_in in seen if one.recorded_in else len(links) == len(one.links)
    return replace(one, links=links) if told else replace(one, links=links, fate="", reason="")
