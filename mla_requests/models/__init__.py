"""Tables of requests."""

from mla_requests.models.lapse import Lapse
from mla_requests.models.measure import Measure
from mla_requests.models.request import (
    JSON_COLUMNS,
    PLAIN,
    STATE,
    MlaRequest,
    MlaRequestGroupObjectPermission,
    MlaRequestUserObjectPermission,
    RequestSet,
)
from mla_requests.models.view import SavedView

__all__ = [
    "JSON_COLUMNS",
    "PLAIN",
    "STATE",
    "Lapse",
    "Measure",
    "MlaRequest",
    "MlaRequestGroupObjectPermission",
    "MlaRequestUserObjectPermission",
    "RequestSet",
    "SavedView",
]
