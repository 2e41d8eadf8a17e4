"""The rules that a request would have, by legal basis and other authority, for programs and for pages."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements import queries, schemas
from agreements.api import TAG
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint
from hub.base.clock import now
from hub.base.errors import Invalid, Unseen
from hub.base.openapi import answers
from hub.forms.rulesets import ClockRule, RuleSet, bases, clock_label, rules_for
from hub.forms.schema import words


class Rules(APIView):
    """Rules of one legal basis."""

    @extend_schema(
        operation_id="rules",
        tags=TAG,
        parameters=schemas.ASKED,
        responses=answers({200: schemas.RULES}, 400, 401, 404),
    )
    def get(self, request: Request, basis: str) -> Response:
        """Time limits, grounds, content, channel and languages, each with its source (18(7))."""
        acting = acting_for(request)
        if basis not in bases():
            raise Unseen
        return Response(_between(acting, request.query_params.get("focal_point", ""), basis))


def _between(acting: Acting, post: str, basis: str) -> dict[str, Any]:
    if not post:
        return rules_json(rules_for(basis))
    other, at = _post(post), now()
    agreed = queries.in_force(acting.country, other.country_id, at)
    most = queries.most_channel(acting.focal_point, other, at)
    found = rules_json(rules_for(basis, agreed.rules if agreed else None))
    return found | {
        "agreement": str(agreed.pk) if agreed else None,
        "channel": most.channel,
        "channel_source": most.source,
    }


def _post(text: str) -> FocalPoint:
    try:
        found = FocalPoint.objects.of_countries().filter(pk=UUID(text)).first()
    except ValueError as error:
        raise Invalid("bad_filter", _("A focal point is named by its id."), field="focal_point") from error
    if found is None:
        raise Unseen
    return found


def rules_json(rules: RuleSet) -> dict[str, Any]:
    """A set of rules as JSON, in the language of the caller."""
    language = get_language() or "en"
    grounds = [
        [{"code": g.code, "article": g.article, "label": words(g.label, language)} for g in some]
        for some in (rules.grounds, rules.not_grounds)
    ]
    return {
        "basis": rules.basis,
        "title": words(rules.title, language),
        "article": rules.article,
        "note": words(rules.note, language),
        "agreement": None,
        "channel": rules.channel,
        "channel_source": "agreement" if rules.channel else "",
        "languages": dict(rules.languages),
        "clocks": [
            {
                "code": code,
                "label": words(clock_label(code), language),
                "limit": _limit(rules.clock(code)),
                "urgent": _limit(rules.clock(code, urgent=True)),
            }
            for code in rules.clocks
        ],
        "grounds": grounds[0],
        "not_grounds": grounds[1],
        "content": [
            {"code": i.code, "article": i.article, "level": i.level, "label": words(i.label, language)}
            for i in rules.content
        ],
    }


def _limit(rule: ClockRule | None) -> dict[str, Any] | None:
    names = ("days", "hours", "working", "exact", "extend", "law", "source")
    return {name: getattr(rule, name) for name in names} if rule else None
