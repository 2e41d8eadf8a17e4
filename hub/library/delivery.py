"""Answers with a file: always to be saved, never shown, whatever it is."""

from urllib.parse import quote

from django.http import HttpResponse

from hub.library import storage
from hub.library.models import ItemFile

INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def attachment(row: ItemFile, *, cache: str = "no-store") -> HttpResponse:
    """The bytes of a file as an attachment under its own name (RFC 6266), with its hash as ETag."""
    response = HttpResponse(b"".join(storage.pieces(row.storage)), headers=INERT)
    response["Content-Type"] = row.media_type
    plain = row.name.encode("ascii", "ignore").decode().replace('"', "") or "file"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(row.name)}"
    response["ETag"] = f'"{row.sha256}"'
    response["Cache-Control"] = cache
    return response
