"""Addresses below /.well-known/ (RFC 8615): the list of served files, and whom to tell of a weakness."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from hub.web import assets

FRESH = 60
"""Seconds for which a copy of the list may be used: a monitor must not be shown an old one."""


@require_safe
def asset_manifest(request: HttpRequest) -> HttpResponse:
    """Every script, style and template with its hash, signed with the hub's key (DSSE)."""
    found = assets.signed()
    response = HttpResponse(found, content_type="application/vnd.hub.assets+json")
    response["Cache-Control"] = f"public, max-age={FRESH}"
    response["ETag"] = f'"{sha256(found).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). Absent where the operator named nobody."""
    if not settings.HUB_SECURITY_CONTACT:
        raise Http404
    lines = [f"Contact: {one}" for one in settings.HUB_SECURITY_CONTACT]
    lines.append(f"Expires: {settings.HUB_SECURITY_EXPIRES}T00:00:00Z")
    lines.append("Preferred-Languages: en, fr, ar")
    lines.append(f"Canonical: {settings.HUB_ADDRESS.rstrip('/')}{request.path}")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
