"""The hash of a version: what was cleared is what is published, and a reader can compare it."""

import hashlib
from typing import Any

import orjson

from hub.library.models import ItemVersion, Rendition


def content(version: ItemVersion) -> dict[str, Any]:
    """Everything of a version that is fixed by its hash, in a steady order."""
    rows = version.renditions.prefetch_related("files").order_by("language")
    return {
        "identifier": version.identifier,
        "type": version.item.type,
        "owner": version.item.country_id,
        "change_note": version.change_note,
        "facts": version.facts,
        "detail": version.detail,
        "renditions": [_text(row) for row in rows],
    }


def content_hash(version: ItemVersion) -> str:
    """SHA-256 over the canonical JSON of `content`, in hex."""
    return hashlib.sha256(orjson.dumps(content(version), option=orjson.OPT_SORT_KEYS)).hexdigest()


def _text(row: Rendition) -> dict[str, Any]:
    return {
        "language": row.language,
        "title": row.title,
        "summary": row.summary,
        "body": row.body,
        "authoritative": row.authoritative,
        "translation": row.translation,
        "files": sorted([file.name, file.sha256] for file in row.files.all()),
    }
