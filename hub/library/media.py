"""What a file is, told from its bytes: names and headers of a sender are not believed. Pure."""

import io
import zipfile
from collections.abc import Mapping

LIMIT = 25 * 1024 * 1024
MOST_FILES = 20
PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAGIC: Mapping[bytes, str] = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_PARTS: Mapping[str, str] = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ENDINGS: Mapping[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    TEXT: (".txt", ".csv", ".md"),
    **{kind: (end,) for kind, end in zip(_PARTS.values(), (".docx", ".xlsx", ".pptx"), strict=True)},
    f"{_OPEN_DOCUMENT}text": (".odt",),
    f"{_OPEN_DOCUMENT}spreadsheet": (".ods",),
    f"{_OPEN_DOCUMENT}presentation": (".odp",),
}


def told(data: bytes) -> str:
    """The media type of a file. Raises ValueError for what the library does not keep."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return _text(data)


def fits(name: str, kind: str) -> bool:
    """Whether the end of a name agrees with what the file is."""
    return name.lower().endswith(ENDINGS[kind])


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(one.lower().endswith("vbaproject.bin") for one in names):
                raise ValueError("macros")
            if "mimetype" in names and archive.getinfo("mimetype").file_size < len(_OPEN_DOCUMENT) + 20:
                return _open_document(archive.read("mimetype").decode("ascii"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ValueError("archive") from error
    return next((kind for part, kind in _PARTS.items() if part in names), None) or _unknown()


def _open_document(kind: str) -> str:
    return kind if kind in ENDINGS else _unknown()


def _text(data: bytes) -> str:
    # Text that a browser might take for a page is told apart by its first letters.
    found = data.decode("utf-8")
    if not data or "\x00" in found or found.lstrip("\ufeff \t\r\n").startswith(("<", "#!")):
        return _unknown()
    return TEXT


def _unknown() -> str:
    raise ValueError("unknown")
