"""What the API accepts."""

from rest_framework import serializers

from focal_points.forms_api import Form
from hub.webhooks.kinds import MOST
from hub.webhooks.models import ADDRESS_LONGEST


class EndpointBody(Form):
    """A new endpoint."""

    address = serializers.CharField(max_length=ADDRESS_LONGEST)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]
    kinds = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=MOST)


class ChangeBody(Form):
    """What may change of one; what is left out stays."""

    label = serializers.CharField(max_length=80, required=False)  # type: ignore[assignment]
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=1, max_length=MOST, required=False
    )
    active = serializers.BooleanField(required=False)
