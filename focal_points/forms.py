"""What the pages accept; messages stand beside the field and above the form."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from focal_points.acting import ALL_SCOPES, open_seats
from focal_points.actions.signing_in import LONGEST_PASSWORD
from focal_points.forms_entry import EntryForm
from focal_points.models import FocalPoint, Officer

__all__ = ["EntryForm", "PasswordForm", "PreferencesForm", "TokenForm", "problems", "zones"]

CONTINENTS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
SCOPES = [
    ("read", _("Read: requests, directory, countries")),
    ("write", _("Write: send acts and receipts")),
    ("admin", _("Administer: invite officers, sign for the country")),
]


def problems(form: forms.BaseForm) -> list[dict[str, str]]:
    """The errors of a form for the summary above it, each with the field to go to."""
    return [
        {"field": form[name].id_for_label if name in form.fields else "", "text": str(text)}
        for name, texts in form.errors.items()
        for text in texts
    ]


def zones() -> list[str]:
    """IANA time zones that belong to a place, and UTC."""
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.startswith(CONTINENTS))]


class PreferencesForm(forms.Form):
    """Language and time zone of an officer."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(zone, zone) for zone in zones()])


class PasswordForm(forms.Form):
    """A new password for signing in; it opens nothing that is sealed."""

    current = forms.CharField(
        label=_("Present password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters, not a common password."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, officer: Officer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_password(self) -> str:
        """Long and uncommon enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.officer)
        return password


class TokenForm(forms.Form):
    """A token for a program."""

    label = forms.CharField(label=_("What is it for"), max_length=80)
    focal_point = forms.ModelChoiceField(
        label=_("Focal point"), queryset=FocalPoint.objects.none(), empty_label=None
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do"), choices=SCOPES, initial=["read"], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, officer: Officer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = open_seats(officer).values("focal_point")
        posts = FocalPoint.objects.filter(pk__in=seated).select_related("country")
        field = self.fields["focal_point"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = posts

    def clean_scopes(self) -> list[str]:
        """Known scopes only."""
        return sorted(set(self.cleaned_data["scopes"]) & ALL_SCOPES)
