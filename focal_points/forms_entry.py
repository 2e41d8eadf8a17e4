"""The form of a directory entry: what a country says about its own authority."""

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from focal_points.actions.directory import EDITABLE
from focal_points.models import DirectoryEntry, FocalPoint
from focal_points.working_week import LONGEST_HOLIDAYS, WEEKEND_CHOICES, clean_holidays, clean_weekend

# Only the type checker can subscript a form class.
if TYPE_CHECKING:
    _EntryForm = forms.ModelForm[DirectoryEntry]
else:
    _EntryForm = forms.ModelForm

LONGEST = 4000
ORAL = (("", _("Not stated")), ("yes", _("Yes")), ("no", _("No")))


class WeekendField(forms.MultipleChoiceField):
    """Days of rest as boxes to tick; kept as "fri,sat"."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as ticks."""
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """The ticks, as they are kept."""
        try:
            return clean_weekend(",".join(super().clean(value)))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other days are ticked than are kept."""
        return super().has_changed([word for word in (initial or "").split(",") if word], data)


class OralField(forms.TypedChoiceField):
    """Yes, no, or nothing stated."""

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as one of the three words."""
        return (
            {True: "yes", False: "no", None: ""}.get(value, value) if value in (True, False, None) else value
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another word is chosen than is kept."""
        return str(self.prepare_value(initial)) != str(data or "")


class EntryForm(_EntryForm):
    """A directory entry, for the administrators of its own country."""

    weekend = WeekendField(label=_("Weekly days of rest"), choices=WEEKEND_CHOICES, required=False)
    accepts_oral = OralField(
        label=_("Accepts oral requests in urgent cases"),
        help_text=_("Article 18(14): only where both States agree, and confirmed in writing at once."),
        choices=ORAL,
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )

    class Meta:
        model = DirectoryEntry
        fields = sorted(EDITABLE)
        widgets = {
            "designated_on": forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
        }
        help_texts = {
            "local_name": _("As it stands on your letterhead."),
            "designated_under": _("For example: article 18(13) of the Convention."),
            "designated_on": _("The day on which the Secretary-General was told."),
            "urgent_contact": _("A person or desk that answers at any hour."),
            "time_zone": _("For example Asia/Karachi or Asia/Kathmandu."),
            "working_week": _("For example: Sunday to Friday."),
            "holidays": _(
                "One a line, the date first: 2026-12-25 Christmas Day. Time limits for you skip these days."
            ),
            "escalates_to": _("An authority of your own country. It is told the kind of matter, no content."),
            "languages": _("The languages in which a request may be written (article 18(14))."),
            "urgent_languages": _("If others are accepted when it is urgent."),
            "channels": _("Ways in which you accept a request: diplomatic, direct, Interpol."),
            "asks_for": _("What a request must contain so that it is not sent back."),
            "law_links": _("One address a line."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                longest = LONGEST_HOLIDAYS if name == "holidays" else LONGEST
                field.validators.append(MaxLengthValidator(longest))
                field.widget.attrs.update({"rows": 3, "maxlength": longest})
            field.widget.attrs["dir"] = "auto"
        self._offer_own_posts()

    def _offer_own_posts(self) -> None:
        post, field = self.instance.focal_point, self.fields["escalates_to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - a foreign key
        field.queryset = FocalPoint.objects.filter(country=post.country_id).exclude(pk=post.pk)
        field.empty_label = str(_("Nobody"))

    def clean_time_zone(self) -> str:
        """A name that every computer knows."""
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone and zone not in available_timezones():
            raise ValidationError(_("This time zone is not known. Write it like Asia/Karachi."))
        return zone

    def clean_holidays(self) -> str:
        """One date and name a line."""
        try:
            return clean_holidays(self.cleaned_data["holidays"])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def changes(self) -> dict[str, Any]:
        """The fields that differ from what is kept."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
