"""What the API accepts: one small form for each body; what is wrong is named by field."""

from collections.abc import Callable
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from focal_points.acting import ALL_SCOPES
from focal_points.actions.directory import EDITABLE
from focal_points.models import DirectoryEntry, FocalPoint, Role
from focal_points.working_week import LONGEST_HOLIDAYS, clean_holidays, clean_weekend
from hub.base.errors import Invalid

HEX64 = RegexValidator(r"\A[0-9a-f]{64}\Z", "64 lower-case hexadecimal digits are expected.")


class Form(serializers.Serializer[Any]):
    """A form that is only read."""

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """The checked fields; raises Invalid bad_fields with the reasons by field."""
        form = cls(data=data)
        if not form.is_valid():
            raise Invalid("bad_fields", _("Some fields are not as they should be."), fields=form.errors)
        return dict(form.validated_data)


class SignIn(Form):
    """E-mail and password for a token."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    code = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    focal_point = serializers.UUIDField(required=False, allow_null=True, default=None)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(sorted(ALL_SCOPES)), min_length=1, max_length=3
    )
    label = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")  # type: ignore[assignment]


def _checked(clean: Callable[[str], str], value: str) -> str:
    try:
        return clean(value)
    except ValueError as error:
        raise serializers.ValidationError(str(error)) from error


class NewKeysForm(Form):
    """Public halves of new keys, and the keystore that holds the private ones."""

    kem = serializers.CharField(max_length=44)
    sig = serializers.CharField(max_length=44)
    keystore = serializers.JSONField()


class DeviceForm(Form):
    """A device's random number and its name."""

    id = serializers.UUIDField()
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]


class StatementForm(Form):
    """A signed statement with the keys beside it; the encryption rules check the inside."""

    envelope = serializers.JSONField()
    wraps = serializers.ListField(
        child=serializers.JSONField(), max_length=10_000, required=False, default=list
    )
    boxes = serializers.ListField(
        child=serializers.JSONField(), max_length=1_000, required=False, default=list
    )


class CosignForm(Form):
    """One more signature for a statement that waits."""

    keyid = serializers.CharField(validators=[HEX64])
    sig = serializers.CharField(min_length=88, max_length=88)


class InvitationForm(Form):
    """An invitation as the administrator's device made it."""

    id = serializers.UUIDField()
    focal_point = serializers.UUIDField()
    role = serializers.ChoiceField(Role.values)
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    code_sha256 = serializers.CharField(validators=[HEX64])
    sealed_code = serializers.CharField(max_length=108)


class OpenForm(Form):
    """Proof that the caller has the code."""

    code_sha256 = serializers.CharField(validators=[HEX64])


class AnswerForm(OpenForm):
    """An answer to an invitation."""

    officer = serializers.UUIDField()
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    kem = serializers.CharField(max_length=44)
    sig = serializers.CharField(max_length=44)
    mac = serializers.CharField(validators=[HEX64])
    keystore = serializers.JSONField()


class EntryForm(serializers.ModelSerializer[DirectoryEntry]):
    """The fields of a directory entry that its country may change."""

    class Meta:
        model = DirectoryEntry
        fields = sorted(EDITABLE)
        extra_kwargs = {
            name: {"max_length": 4000}
            for name in (
                "address",
                "channels",
                "treaty_basis",
                "dual_criminality",
                "asks_for",
                "use_limits",
                "costs",
            )
        } | {"law_links": {"max_length": 4000}, "holidays": {"max_length": LONGEST_HOLIDAYS}}

    def validate_weekend(self, value: str) -> str:
        """Days of rest as "fri,sat"."""
        return _checked(clean_weekend, value)

    def validate_holidays(self, value: str) -> str:
        """One date and name a line."""
        return _checked(clean_holidays, value)

    def validate_escalates_to(self, value: FocalPoint | None) -> FocalPoint | None:
        """Another authority of the same country; one elsewhere is as unknown as none."""
        entry = self.instance
        if (
            value
            and entry
            and (value.country_id != entry.focal_point.country_id or value == entry.focal_point)
        ):
            raise serializers.ValidationError(_("Name another authority of your own country."))
        return value

    @classmethod
    def changes(cls, entry: DirectoryEntry, data: Any) -> dict[str, Any]:
        """The checked fields of a partial change; raises Invalid bad_fields or unknown_field."""
        form = cls(entry, data=data, partial=True)
        if not form.is_valid():
            raise Invalid("bad_fields", _("Some fields are not as they should be."), fields=form.errors)
        unknown = sorted(set(data) - EDITABLE)
        if unknown:
            raise Invalid("unknown_field", _("There is no such field in the directory."), fields=unknown[:20])
        return dict(form.validated_data)
