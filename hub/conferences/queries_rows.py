"""Rows of the API: conferences, sets, drafts and proposals as plain values, of what the reader may see."""

from collections.abc import Iterable
from typing import Any

from focal_points.acting import Acting
from hub.base.clock import now, text
from hub.base.results import Answer
from hub.conferences import queries, rules
from hub.conferences.brackets import contested
from hub.conferences.models import (
    AgendaItem,
    Conference,
    Corrigendum,
    Delegation,
    Objection,
    Recommendation,
    RecommendationLink,
    RecommendationSet,
    RecommendationText,
    Series,
    Statement,
    TextProposal,
    WorkingGroup,
)
from hub.conferences.queries_lineage import Account
from hub.conferences.states import SHOWN, Move

Row = dict[str, Any]


def series_row(one: Series) -> Row:
    """A series."""
    return {"code": one.code, "name": one.name, "network": one.network_id}


def conference_row(one: Conference) -> Row:
    """A conference as lists show it."""
    plain = (
        "number",
        "symbol",
        "title",
        "city",
        "country_name",
        "kind",
        "visibility",
        "host",
        "state",
        "label",
    )
    return {
        "id": str(one.pk),
        "series": one.series_id,
        **{name: getattr(one, name) for name in plain},
        "state_label": str(one.get_state_display()),
        "country": one.country_id,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "predecessor": str(one.predecessor_id) if one.predecessor_id else None,
    }


def conference_json(one: Conference, by: Acting) -> Row:
    """A conference with what surrounds it and what the caller may do. Groups show only to insiders."""
    inside = Conference.objects.drafted_by(by).filter(pk=one.pk).exists()
    groups = one.groups.prefetch_related("members") if inside else []
    statements = Statement.objects.visible_to(by).filter(delegation__conference=one)
    return {
        **conference_row(one),
        "aims": one.aims,
        "source": one.source,
        "inside": inside,
        "organises": bool(rules.may_organise(by, one)),
        "delegations": [delegation_row(row) for row in one.delegations.select_related("country")],
        "agenda": [item_row(row) for row in one.agenda.all()],
        "groups": [group_row(row) for row in groups],
        "statements": [statement_row(row) for row in statements.select_related("delegation")],
        "sets": [set_row(row) for row in queries.sets(by, one)],
        "acts": acts_rows(queries.acts_on(by, one)),
    }


def acts_rows(acts: Iterable[tuple[Move, Answer]]) -> list[Row]:
    """Every act with whether it may be done now."""
    return [
        {"act": move.act, "label": str(move.label), "allowed": bool(answer), "reason": reason(answer)}
        for move, answer in acts
    ]


def reason(answer: Answer) -> str:
    """Why not, for people; "" if it may be done."""
    return str(getattr(answer, "reason", ""))


def delegation_row(row: Delegation) -> Row:
    """What one source says."""
    plain = {name: getattr(row, name) for name in ("name", "role", "source", "status")}
    return {"id": str(row.pk), "country": row.country_id, **plain, "shown": str(row)}


def item_row(row: AgendaItem) -> Row:
    """One item of the programme."""
    return {
        "id": str(row.pk),
        "number": row.number,
        "day": row.day.isoformat(),
        "start": row.start.isoformat("minutes") if row.start else None,
        "end": row.end.isoformat("minutes") if row.end else None,
        "title": row.title,
        "place": row.place,
    }


def group_row(row: WorkingGroup) -> Row:
    """A working group with its posts."""
    members = [{"post": str(one.post_id), "edits": one.edits} for one in row.members.all()]
    return {
        "id": str(row.pk),
        "theme": row.theme,
        "name": row.name,
        "chair": str(row.chair_id) if row.chair_id else None,
        "rapporteur": str(row.rapporteur_id) if row.rapporteur_id else None,
        "members": members,
    }


def statement_row(row: Statement) -> Row:
    """What a delegation told."""
    plain = {name: getattr(row, name) for name in ("title", "language", "text", "state")}
    return {"id": str(row.pk), "country": row.delegation.country_id, **plain}


def set_row(one: RecommendationSet) -> Row:
    """A set as lists show it."""
    times = ("silence_until", "adopted_at", "published_at")
    plain = ("title", "language", "symbol", "draft_symbol", "mode", "meeting_no", "state", "hash", "quorum")
    return {
        "id": str(one.pk),
        "conference": str(one.conference_id),
        **{name: getattr(one, name) for name in plain},
        **{name: text(at) if (at := getattr(one, name)) else None for name in times},
        "majority": one.majority,
        "state_label": str(one.get_state_display()),
    }


def set_json(one: RecommendationSet, by: Acting) -> Row:
    """A set with its paragraphs in the language it is drafted in, corrigenda, and what the caller may do."""
    rows = list(queries.recommendations(by, one))
    texts = queries.newest_texts(rows, one.language)
    inside = Conference.objects.drafted_by(by).filter(pk=one.conference_id).exists()
    return {
        **set_row(one),
        "preamble": one.preamble,
        "recommendations": [recommendation_row(row, texts.get(row.pk)) for row in rows],
        "corrigenda": [corrigendum_row(row) for row in queries.corrigenda(by, one)],
        "objections": [objection_row(row) for row in one.objections.all()] if inside else [],
        "vote": vars(queries.tally(one, now())) if inside and one.mode == "vote" else None,
        "acts": acts_rows(queries.acts_on_set(by, one)),
    }


def recommendation_row(row: Recommendation, newest: RecommendationText | None) -> Row:
    """A paragraph with its newest text."""
    plain = ("themes", "pillars", "force", "addressees", "actors", "sdg", "instruments", "confidential")
    return {
        "id": str(row.pk),
        "group": str(row.group_id) if row.group_id else None,
        "order": row.order,
        "para_no": row.para_no,
        "symbol": row.symbol,
        **{name: getattr(row, name) for name in plain},
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "source_note": row.source_note,
        "withdrawn": row.withdrawn,
        "text": text_row(newest) if newest else None,
    }


def recommendation_json(row: Recommendation, by: Acting) -> Row:
    """A recommendation in all its languages, with proposals while it is drafted, and its lineage."""
    languages = row.texts.values_list("language", flat=True).distinct().order_by("language")
    texts = [found for code in languages if (found := queries.newest(row, code))]
    original = queries.newest(row)
    shown = [text_row(one) | {"behind": queries.behind(one, original)} for one in texts]
    published = row.set.state in SHOWN
    proposals = [] if published else row.proposals.all()
    return {
        **recommendation_row(row, original),
        "set": set_row(row.set),
        "texts": shown,
        "proposals": [proposal_row(one) for one in proposals],
        "ancestors": link_rows(row.ancestors.all(), by, "end"),
        "descendants": link_rows(row.descendants.all(), by, "start"),
        "may": {
            "edit": reason_or_yes(rules.may_edit(by, row)),
            "propose": reason_or_yes(rules.may_propose(by, row, now().date())),
            "dispose": reason_or_yes(rules.may_dispose(by, row)),
        },
    }


def reason_or_yes(answer: Answer) -> Row:
    """Whether something may be done, and if not, why not."""
    return {"allowed": bool(answer), "reason": reason(answer)}


def text_row(one: RecommendationText) -> Row:
    """One revision."""
    plain = ("language", "revision", "body", "authoritative", "translation", "based_on", "outcome", "note")
    said = {name: getattr(one, name) for name in plain}
    return {
        **said,
        "by": str(one.by_id) if one.by_id else None,
        "at": text(one.at),
        "contested": contested(one.body),
    }


def proposal_row(one: TextProposal) -> Row:
    """A delegation's proposal."""
    plain = ("kind", "language", "base", "body", "reason", "disposition", "answer", "result")
    return {
        "id": str(one.pk),
        "recommendation": str(one.recommendation_id),
        "country": one.country_id,
        **{name: getattr(one, name) for name in plain},
        "at": text(one.at),
    }


def link_rows(links: Any, by: Acting, side: str) -> list[Row]:
    """Ties to what the reader may see at the other end."""
    rows: list[RecommendationLink] = list(links.select_related(side))
    seen = Recommendation.objects.visible_to(by).filter(pk__in=[getattr(row, f"{side}_id") for row in rows])
    shown = {one.pk: one for one in seen}
    return [link_row(row, shown[key]) for row in rows if (key := getattr(row, f"{side}_id")) in shown]


def link_row(row: RecommendationLink, other: Recommendation) -> Row:
    """One tie and what is at its other end."""
    end = {"id": str(other.pk), "symbol": other.symbol, "para_no": other.para_no}
    return {"id": str(row.pk), "kind": row.kind, "note": row.note, "recommendation": end}


def account_row(one: Account) -> Row:
    """What became of an ancestor; fate "" while nobody has said."""
    ancestor = {"id": str(one.ancestor.pk), "symbol": one.ancestor.symbol, "para_no": one.ancestor.para_no}
    return {
        "ancestor": ancestor,
        "fate": one.fate,
        "reason": one.reason,
        "links": [{"id": str(link.pk), "start": str(link.start_id), "kind": link.kind} for link in one.links],
    }


def objection_row(row: Objection) -> Row:
    """A country's objection."""
    lifted = text(row.lifted_at) if row.lifted_at else None
    return {
        "id": str(row.pk),
        "country": row.country_id,
        "reason": row.reason,
        "at": text(row.at),
        "lifted_at": lifted,
    }


def corrigendum_row(row: Corrigendum) -> Row:
    """A correction."""
    plain = ("symbol", "number", "language", "para_no", "old", "new", "reason")
    return {**{name: getattr(row, name) for name in plain}, "at": text(row.at)}
