"""Answers of the API, described for programs."""

from drf_spectacular.utils import OpenApiParameter

from hub.base import openapi
from hub.base.openapi import TEXT, TIME, UUID, WHOLE, YES_OR_NO, many, maybe, shape

TAG = ["Webhooks"]
ONE = shape(
    id=UUID,
    address=TEXT,
    label=TEXT,
    kinds=many(TEXT),
    created=TIME,
    succeeded=maybe(TIME),
    active=YES_OR_NO,
    why=TEXT,
)
ALL = shape(webhooks=many(ONE))
MADE = shape(webhook=ONE, secret=TEXT)
DELIVERY = shape(
    id=UUID,
    kind=TEXT,
    target=TEXT,
    at=TIME,
    state=TEXT,
    tries=WHOLE,
    last_try=maybe(TIME),
    next_try=maybe(TIME),
    status=maybe(WHOLE),
    problem=TEXT,
)
LOG = shape(deliveries=many(DELIVERY), next=maybe(TEXT))
CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before.")
answers = openapi.answers
