"""What the page and the API of notification settings accept."""

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from focal_points.forms import zones
from focal_points.forms_api import Form
from hub.base.errors import Invalid
from hub.notifications.actions_settings import Wish
from hub.notifications.models import Mail, Preference

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_TIME = {"type": "time", "dir": "ltr"}


class SettingsForm(forms.Form):
    """How an officer wants to be told."""

    email = forms.ChoiceField(label=_("How often"), choices=Mail.choices, widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(label=_("Hour of the daily e-mail"), choices=HOURS, coerce=int)
    quiet_from = forms.TimeField(label=_("From"), required=False, widget=forms.TimeInput(_TIME, "%H:%M"))
    quiet_until = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput(_TIME, "%H:%M"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(zone, zone) for zone in zones()])
    urgent_breaks = forms.BooleanField(label=_("Send what is urgent also in quiet hours"), required=False)

    @classmethod
    def of(cls, chosen: Preference) -> "SettingsForm":
        """The form as it was chosen last."""
        names = ("email", "digest_hour", "quiet_from", "quiet_until", "time_zone", "urgent_breaks")
        return cls(initial={name: getattr(chosen, name) for name in names})

    def clean(self) -> dict[str, Any]:
        """Both ends of the quiet hours, or neither."""
        given = super().clean() or self.cleaned_data
        ends = [given.get(name) for name in ("quiet_from", "quiet_until")]
        missing = next((name for name in ("quiet_from", "quiet_until") if given.get(name) is None), None)
        if missing and any(ends) and missing not in self.errors:
            self.add_error(missing, _("Quiet hours need a beginning and an end. For none, leave both empty."))
        return given

    def wish(self) -> Wish:
        """What was chosen."""
        given = dict(self.cleaned_data)
        begin, end = given.pop("quiet_from"), given.pop("quiet_until")
        return Wish(quiet=(begin, end) if begin is not None and end is not None else None, **given)


class QuietBody(Form):
    """From when until when, as HH:MM."""

    since = serializers.RegexField(CLOCK)
    until = serializers.RegexField(CLOCK)


class SettingsBody(Form):
    """The whole set of choices: nothing is left out."""

    email = serializers.ChoiceField(choices=Mail.choices)
    digest_hour = serializers.IntegerField(min_value=0, max_value=23)
    quiet = QuietBody(allow_null=True)
    time_zone = serializers.CharField(max_length=40)
    urgent_breaks = serializers.BooleanField()

    @classmethod
    def wish(cls, data: Any) -> Wish:
        """What a program chose. Raises Invalid bad_fields."""
        given = cls.read(data)
        if given["time_zone"] not in zones():
            reasons = {"time_zone": [_("Name a time zone such as Asia/Kathmandu.")]}
            raise Invalid("bad_fields", _("Some fields are not as they should be."), fields=reasons)
        quiet = given.pop("quiet")
        ends = quiet and (time.fromisoformat(quiet["since"]), time.fromisoformat(quiet["until"]))
        return Wish(quiet=ends or None, **given)


class ReadBody(Form):
    """The newest row that was seen: it and all before it."""

    up_to = serializers.IntegerField(min_value=0, max_value=2**53 - 1)
