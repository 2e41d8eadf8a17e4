"""A letter as PDF/A. Its text goes to the typesetter as data; a letter without a font for it is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

from hub.client.errors import Usage
from hub.client.letter.model import Block, Letter, runs_rtl

# Wanted in this order where the machine has them; for other scripts the typesetter looks through the rest.
WANTED = (
    "Noto Sans", "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Bengali",
    "Noto Sans CJK SC", "DejaVu Sans", "Liberation Sans", "Arial", "Libertinus Serif",
)  # fmt: skip
STANDARD: Final = "a-2u"  # it demands that every letter has a shape and can be copied out again
_MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how the typesetter names marks that stand alone


@cache
def fonts_here() -> typst.Fonts:
    """The fonts of this machine, looked up once."""
    return typst.Fonts()


def write_pdf(letter: Letter, path: Path, fonts: typst.Fonts | None = None) -> None:
    """Write the letter. Raises Usage, naming the script, if no font has it; then nothing is written."""
    known = fonts or fonts_here()
    source = files("hub.client.letter").joinpath("letter.typ").read_bytes()
    data = json.dumps(_data(letter, [one for one in WANTED if one in known.families()]), ensure_ascii=False)
    try:
        made = typst.compile(
            source, format="pdf", font_paths=known, sys_inputs={"letter": data},
            pdf_standards=STANDARD, timestamp=datetime.now(UTC).replace(microsecond=0),
        )  # fmt: skip
    except typst.TypstError as error:
        raise _without_shapes(error) from error
    path.write_bytes(made)


def _data(letter: Letter, fonts: list[str]) -> dict[str, Any]:
    rtl = letter.rtl
    return {
        "title": letter.title, "title_": _piece(letter.title, rtl), "foot": _piece(letter.foot, False),
        "language": letter.language, "rtl": rtl, "fonts": fonts,
        "marks": [_piece(one, rtl) for one in letter.marks],
        "head": [_block(one, rtl) for one in letter.head],
        "body": [_block(one, rtl) for one in letter.body],
    }  # fmt: skip


def _block(block: Block, rtl: bool) -> dict[str, Any]:
    return {"kind": block.kind, "text": _piece(block.text, rtl), "label": _piece(block.label, rtl)}


def _piece(text: str, rtl: bool) -> dict[str, Any]:
    kept = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
    return {"text": kept, "rtl": runs_rtl(kept, rtl)}


def _without_shapes(error: typst.TypstError) -> Usage:
    named = _MISSING.findall(f"{error.message}\n{error.diagnostic}")
    if not named:
        return Usage(f"The PDF could not be set: {error.message}.", "pdf")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(named))
    scripts = ", ".join(sorted({script(char) for char in text}))
    return Usage(
        f"No font on this machine can show: {scripts}. Install one, for example of the Noto family, "
        "or write the letter as DOCX. No PDF was written.",
        "no-font",
    )


def script(char: str) -> str:
    """The script of a letter by its Unicode name, e.g. “Devanagari”; its code if it has no name."""
    name = unicodedata.name(char, "")
    return name.split()[0].capitalize() if name else f"U+{ord(char):04X}"
