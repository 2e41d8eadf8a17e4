"""The list of what this hub serves to browsers, signed with the hub's key."""

from functools import cache

from django.conf import settings

from hub.assets.listing import files, templates
from hub.encryption.assets import make_assets
from hub.encryption.canonical import Json, canonical
from hub.ledger.signing import private_key
from hub.web.api_hub import release


def content(*, hub: str) -> Json:
    """What is listed, without a signature; without a hub it is the list of a release."""
    base = f"/{settings.STATIC_URL.strip('/')}/"
    return {"hub": hub, "release": release(), "base": base, "files": files(), "templates": templates()}


@cache
def signed() -> bytes:
    """The signed list as it is served: the same bytes from every process of one hub."""
    return canonical(make_assets(private_key(), **content(hub=settings.HUB_ID)))
