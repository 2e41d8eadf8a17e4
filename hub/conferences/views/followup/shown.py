"""What several pages of the follow-up show in the same way."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Unseen
from hub.base.results import Answer, Text
from hub.conferences import rules_followup as rules
from hub.conferences.models import Commitment, NationalPosition, Recommendation, StatusReport
from hub.conferences.models.followup import NationalText
from hub.conferences.queries_followup import followed
from hub.conferences.queries_public import Paragraph, paragraphs

KINDS: dict[str, Any] = {"report": StatusReport, "position": NationalPosition, "commitment": Commitment}
NAMES: dict[str, Text] = {"report": _("Report"), "position": _("Position"), "commitment": _("Commitment")}
WORDS = 170


def kind_of(text: NationalText) -> str:
    """The word by which addresses name a kind of text."""
    return next(kind for kind, table in KINDS.items() if isinstance(text, table))


def recommendation_or_404(by: Acting | None, pk: UUID) -> Recommendation:
    """A recommendation that is followed up and that the reader sees. Raises Unseen."""
    found = followed(by).filter(pk=pk).first()
    if found is None:
        raise Unseen
    return found


def wording(recommendations: Iterable[Recommendation], language: str = "") -> dict[UUID, dict[str, Any]]:
    """{recommendation: its text in the reader's language or the original, whole and short}."""
    found: list[Paragraph] = paragraphs(recommendations)
    rows = {}
    for one in found:
        reading = one.reading((language or get_language() or "en").split("-")[0])
        short = reading.body if len(reading.body) <= WORDS else reading.body[: WORDS - 1].rstrip() + "…"
        rows[one.recommendation.pk] = {"body": reading.body, "short": short, "language": reading.language}
    return rows


def buttons(text: NationalText, by: Acting, today: Any) -> dict[str, Answer]:
    """{act: answer} of what may be done to a text now."""
    return {act: answer for act, _label, answer in rules.acts(text, by, today)}


def card(text: NationalText, by: Acting, today: Any) -> dict[str, Any]:
    """A text of the own country with what may be done to it."""
    found = buttons(text, by, today)
    greyed = [
        {"label": rules.MOVES[act][1], "reason": found[act].reason, "source": found[act].source}  # type: ignore[union-attr]
        for act in (rules.CLEAR, rules.RETURN)
        if text.state == "submitted" and not found[act]
    ]
    return {
        "text": text,
        "kind": kind_of(text),
        "name": NAMES[kind_of(text)],
        "may": {act: bool(answer) for act, answer in found.items()},
        "greyed": greyed,
        "seen": text.changed.isoformat(),
    }
