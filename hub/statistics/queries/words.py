"""The words for codes, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country
from hub.forms import schema

OFFENCE = {
    "tip": _("Trafficking in persons"),
    "som": _("Smuggling of migrants"),
    "ml": _("Money laundering"),
    "corruption": _("Corruption"),
    "other": pgettext_lazy("offence", "Another offence"),
}
KIND = {
    "nat_verify": _("Nationality or residence"),
    "doc_verify": _("Travel or identity document"),
    "travel_doc": _("Issue of a travel document"),
    "flag_confirm": _("Flag and registry of a vessel"),
    "board_auth": _("Authority to board a vessel"),
    "info_10": _("Routes, methods and documents"),
}
URGENCY = {"urgent": _("Urgent"), "ordinary": _("Ordinary")}
SOURCE = {"request": _("On the hub"), "paper": _("On paper")}
YES_NO = {"yes": _("Yes"), "no": _("No")}
DURATION = {
    "30": _("within 30 days"), "90": _("in 30 to 90 days"), "180": _("in 90 to 180 days"),
    "365": _("in 180 to 365 days"), "more": _("in more than 365 days"),
}  # fmt: skip
Label = str | Promise


def named(dimension: str) -> Mapping[str, Label]:
    """The known values of a dimension, with their words, in the order in which they are listed."""
    if dimension in ("partner", "sender", "receiver"):
        return {one.pk: str(one) for one in Country.objects.states().exclude(pk="XH")}
    if dimension in ("basis", "measure"):
        choices = {"basis": "legal_bases", "measure": "measures"}[dimension]
        language = get_language() or "en"
        return {code: schema.label(choices, code, language) for code in schema.codes(choices)}
    return {"offence": OFFENCE, "kind": KIND, "urgency": URGENCY, "source": SOURCE}.get(dimension, YES_NO)


def ground(code: str) -> Label:
    """The words of a ground for refusal."""
    return schema.label("grounds", code, get_language() or "en", form="acts")


FILTER: dict[str, Label] = {
    "since": _("From month"),
    "until": _("To month"),
    "partner": _("Country"),
    "basis": _("Legal basis"),
    "offence": _("Offence"),
    "measure": _("Measure"),
    "urgency": _("Urgency"),
    "source": _("How it was sent"),
}
