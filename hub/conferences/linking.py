"""How conferences and recommendations show at the ends of links between things of different rooms."""

from collections.abc import Collection
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import get_language

from focal_points.acting import Acting
from hub.publishing.links import Shown, register

CONFERENCE, RECOMMENDATION = "conferences.conference", "conferences.recommendation"
STATEMENT = "conferences.statement"


def register_kinds() -> None:
    """Called once when the program starts."""
    register(CONFERENCE, shown_conferences)
    register(RECOMMENDATION, shown_recommendations, found_recommendation)
    register(STATEMENT, shown_statements)


def shown_conferences(ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    """Title and address of each conference that the reader may see."""
    from hub.conferences.models import Conference

    rows = Conference.objects.visible_to(reader).filter(pk__in=list(ids))
    return {
        one.pk: Shown(
            str(one),
            _address("conference", pk=one.pk)
            if reader
            else _address("public-conference", lang=_language(), series=one.series_id, which=str(one.number)),
        )
        for one in rows
    }


def shown_statements(ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    """Title and address of each statement that a signed-in reader may see; public pages show none."""
    from hub.conferences.models import Statement

    if reader is None:
        return {}
    rows = Statement.objects.visible_to(reader).filter(pk__in=list(ids)).select_related("delegation")
    return {
        row.pk: Shown(
            row.title, _address("conference-tab", pk=row.delegation.conference_id, tab="delegations")
        )
        for row in rows
    }


def shown_recommendations(ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    """Symbol, first words and address of each recommendation that the reader may see."""
    from hub.conferences.models import Recommendation
    from hub.conferences.queries import newest_texts

    rows = list(Recommendation.objects.visible_to(reader).filter(pk__in=list(ids)).select_related("set"))
    original = {row.set.language for row in rows}
    texts = {pk: text for code in original for pk, text in newest_texts(rows, code).items()}
    return {
        row.pk: Shown(
            " ".join(
                (row.symbol, Truncator(texts[row.pk].body if row.pk in texts else "").words(12))
            ).strip(),
            _address("draft", pk=row.pk)
            if reader
            else _address("public-recommendation", lang=_language(), symbol=row.symbol),
        )
        for row in rows
    }


def found_recommendation(symbol: str, reader: Acting | None) -> UUID | None:
    """The recommendation with a symbol."""
    from hub.conferences.models import Recommendation

    rows = Recommendation.objects.visible_to(reader).exclude(symbol="")
    return rows.filter(symbol=symbol.upper()).values_list("pk", flat=True).first()


def _language() -> str:
    return (get_language() or "en")[:2]


def _address(name: str, **values: object) -> str:
    """The address of a page; "" where there is none for this thing."""
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""
