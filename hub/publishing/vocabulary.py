"""Themes and pillars: the words by which library and conferences are sorted."""

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text

# The four headings of the regional conferences on trafficking in persons.
THEMES: dict[str, Text] = {
    "operational": _("Operational cooperation"),
    "capacity": _("Capacity building"),
    "awareness": _("Awareness raising"),
    "referral": _("Referral mechanisms"),
}
PILLARS: dict[str, Text] = {
    "prevention": _("Prevention"),
    "protection": _("Protection"),
    "prosecution": _("Prosecution"),
    "partnership": _("Partnership"),
}


def theme(code: str) -> Text:
    """The word for a theme; the code itself for one that is not known."""
    return THEMES.get(code, code)


def pillar(code: str) -> Text:
    """The word for a pillar; the code itself for one that is not known."""
    return PILLARS.get(code, code)
