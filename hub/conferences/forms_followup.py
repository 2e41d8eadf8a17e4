"""What officers fill in for the follow-up: report, position, commitment, cycle."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.conferences.models.followup import Status, Support, Visibility

LONGEST, MOST_EVIDENCE = 20_000, 30
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TOLD = [pair for pair in Status.choices if pair[0] != Status.NOT_REPORTED]


def problems(form: forms.BaseForm) -> list[dict[str, str]]:
    """The errors of a form for the summary above it, each with the field to go to."""
    return [
        {"field": form[name].id_for_label if name in form.fields else "", "text": str(text)}
        for name, texts in form.errors.items()
        for text in texts
    ]


def _long(label: object, hint: object = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONGEST, widget=area)  # type: ignore[arg-type]


class EvidenceField(forms.CharField):
    """One piece of evidence a line: its title, and an address behind a bar if there is one."""

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as lines."""
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(part for part in (one["title"], one["url"]) if part) for one in value)

    def clean(self, value: Any) -> Any:
        """The lines, as they are kept: [{"title", "url"}]. Only web addresses are links."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_EVIDENCE:
            raise ValidationError(_("Name at most %(most)s pieces of evidence.") % {"most": MOST_EVIDENCE})
        return [_evidence(line) for line in lines]


def _evidence(line: str) -> dict[str, str]:
    title, _bar, url = (part.strip() for part in line.rpartition("|"))
    if not title:
        title, url = url, ""
    if not url and title.lower().startswith(("http://", "https://")):
        url = title
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        raise ValidationError(_("“%(url)s” is no web address.") % {"url": url[:80]})
    return {"title": title[:500], "url": url[:1000]}


class Shown(forms.Form):
    """Who sees the text once it is cleared."""

    visibility = forms.ChoiceField(
        label=_("Who sees it once it is cleared"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class ReportForm(Shown):
    """How far the country is."""

    status = forms.ChoiceField(label=_("How far are you?"), choices=TOLD, widget=forms.RadioSelect)
    narrative = _long(
        _("What was done"),
        _("A few sentences. Say why if it is not applicable. No names of victims, suspects or cases."),
        rows=6,
    )
    evidence = EvidenceField(
        label=_("Evidence"),
        help_text=_("One a line: a title, then | and the address, for example: Law of May 2018 | https://…"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    obstacles = _long(_("What stands in the way"), rows=3)
    needs = _long(_("What help is needed"), rows=3)
    field_order = ("status", "narrative", "evidence", "obstacles", "needs", "visibility")


class PositionForm(Shown):
    """Where the country stands."""

    support = forms.ChoiceField(label=_("Position"), choices=Support.choices, widget=forms.RadioSelect)
    reservation = _long(_("Reservation or explanation"))
    field_order = ("support", "reservation", "visibility")


class CommitmentForm(Shown):
    """What the country will do."""

    action = _long(_("What your country will do"), required=True)
    lead = forms.CharField(label=_("Lead agency"), required=False, max_length=300)
    partners = _long(_("Partners"), rows=2)
    deadline = forms.DateField(label=_("Until"), required=False, widget=DAY)
    field_order = ("action", "lead", "partners", "deadline", "visibility")


class CycleForm(forms.Form):
    """A period on which countries report."""

    about = forms.ChoiceField(label=_("Countries of"))
    name = forms.CharField(label=_("Name of the period"), max_length=120, help_text=_("For example: 2026"))
    period_from = forms.DateField(label=_("Period from"), widget=DAY)
    period_to = forms.DateField(label=_("Period to"), widget=DAY)
    opens = forms.DateField(label=_("Reports are taken from"), widget=DAY)
    due = forms.DateField(
        label=_("Due on"), widget=DAY, help_text=_("Reminders go out 30 and 7 days before.")
    )
    closes = forms.DateField(label=_("Late reports are taken until"), widget=DAY)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = choices  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=_("File"))
