"""What a request consists of, in words: measures, items, duties, uses. Names and texts are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hub.base.results import Text
from hub.forms import schema
from hub.procedure import NATIONAL, MeasureStanding, Side, Standing
from mla_requests import words
from mla_requests.models import MlaRequest
from mla_requests.views.rows import Row

DUTIES: dict[str, Text] = {
    "return_original": _("Return of an original"),
    "custody_return": _("Return of a person in custody"),
}
DUTY_STATES: dict[str, Text] = {
    "open": _("Open"),
    "done": _("Reported as done"),
    "confirmed": _("Confirmed"),
}


@dataclass(frozen=True)
class ItemRow:
    """One item sent; its name is in the sealed act."""

    label: str
    measure: str
    limit: str
    limit_code: str
    return_by: date | None
    state: str
    state_label: Text


@dataclass(frozen=True)
class DutyRow:
    """What is owed beyond the request, and by whom. `ref` is an item or a measure."""

    label: str
    kind: str
    words: Text
    ref: str
    country: str
    due: date | None
    state: str
    state_label: Text


@dataclass(frozen=True)
class UseRow:
    """A further use asked for; what for in words of a list, why in the sealed act."""

    label: str
    items: tuple[str, ...]
    proceeding: str
    answer: str
    answer_label: str


def in_words(choices: str, code: str) -> str:
    """The words of a code in the language of the page."""
    return schema.label(choices, code, translation.get_language() or "en", form="acts")


def measures(found: Row, standing: Standing) -> list[dict[str, Any]]:
    """Measures with the words of their codes in the page's language."""
    language = translation.get_language() or "en"
    return [
        {
            "label": label,
            "code": one.code,
            "words": schema.label("measures", one.code, language),
            "status": one.status.value,
            "status_label": words.MEASURE_STATUSES[one.status.value],
            "ground": one.ground and in_words("grounds", one.ground),
            "conditional": one.conditional,
            "procedure": one.procedure and in_words("procedures", one.procedure),
        }
        for label, one in _measures(found, standing).items()
    ]


def _measures(found: Row, standing: Standing) -> Mapping[str, MeasureStanding]:
    """The requested side sees what it was told, not a version that is being written."""
    told = standing.told
    if found.side != Side.REQUESTED or standing.status not in NATIONAL or told is None:
        return standing.measures
    return {label: MeasureStanding(code) for label, code in told.measures.items()}


def items(standing: Standing) -> list[ItemRow]:
    """Everything sent, with its limit on use and whether it arrived."""
    return [
        ItemRow(
            label=label,
            measure=one.measure,
            limit=in_words("limits", one.limit),
            limit_code=one.limit,
            return_by=one.return_by,
            **_arrival(label, standing),
        )
        for label, one in standing.items.items()
    ]


def _arrival(label: str, standing: Standing) -> dict[str, Any]:
    if label in standing.open_items:
        return {"state": "transmitted", "state_label": _("Sent, receipt not confirmed")}
    if label in standing.missing_items:
        return {"state": "undelivered", "state_label": in_words("received", "missing")}
    return {"state": "accepted", "state_label": in_words("received", "received")}


def duties(found: MlaRequest, standing: Standing) -> list[DutyRow]:
    """What each side still owes, also after closing."""
    countries = {Side.REQUESTING: found.requesting.country, Side.REQUESTED: found.requested.country}
    return [
        DutyRow(
            label=label,
            kind=one.kind,
            words=DUTIES[one.kind],
            ref=one.ref,
            country=str(countries[one.side]),
            due=one.due,
            state=one.state,
            state_label=DUTY_STATES[one.state],
        )
        for label, one in standing.duties.items()
    ]


def uses(standing: Standing) -> list[UseRow]:
    """Further uses asked for, with the answer."""
    return [
        UseRow(
            label=label,
            items=one.items,
            proceeding=in_words("proceedings", one.proceeding),
            answer=one.answer,
            answer_label=one.answer and in_words("use_answers", one.answer),
        )
        for label, one in standing.uses.items()
    ]


def listed(choices: str, entries: Mapping[str, str]) -> list[tuple[str, str]]:
    """Entries by label with the words of their codes: questions, deficiencies."""
    return [(label, in_words(choices, code)) for label, code in entries.items()]
