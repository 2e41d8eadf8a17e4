"""A letter as DOCX, to be worked on in an office: headings are headings, and each run knows its direction."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hub.client.letter.model import Block, Letter, runs_rtl

LEVELS = {"heading": 1, "subheading": 2}
FACE = "Noto Sans"
ARABIC_FACE = "Noto Naskh Arabic"
AFTER_BIDI = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")  # the order of ECMA-376


def write_docx(letter: Letter, path: Path) -> None:
    """Write the letter."""
    document = docx.Document()
    _page(document, letter)
    for mark in letter.marks:
        _paragraph(document, letter, mark, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = document.add_heading(level=0)
    _run(title, letter.title, letter.rtl)
    _turn(title, letter.rtl)
    for block in (*letter.head, *letter.body):
        _put(document, letter, block)
    document.save(str(path))


def _page(document: Any, letter: Letter) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:cs"), ARABIC_FACE)
    document.core_properties.title = letter.title
    document.core_properties.author = ""
    document.core_properties.language = letter.language
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        foot = section.footer.paragraphs[0]
        foot.add_run(_clean(letter.foot)).font.size = Pt(8)


def _put(document: Any, letter: Letter, block: Block) -> None:
    if block.kind in LEVELS:
        heading = document.add_heading(level=LEVELS[block.kind])
        _run(heading, block.text, letter.rtl)
        _turn(heading, letter.rtl)
    elif block.kind == "paragraph":
        _paragraph(document, letter, block.text)
    else:
        _paragraph(document, letter, block.label, bold=True).paragraph_format.keep_with_next = True
        _paragraph(document, letter, block.text)


def _paragraph(document: Any, letter: Letter, text: str, *, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2 if bold else 6)
    _run(paragraph, text, letter.rtl).bold = bold
    _turn(paragraph, runs_rtl(text, letter.rtl))
    return paragraph


def _run(paragraph: Any, text: str, rtl: bool) -> Any:
    run = paragraph.add_run(_clean(text))
    if runs_rtl(text, rtl):
        run.font.rtl = True
        run.font.complex_script = True
    return run


def _turn(paragraph: Any, rtl: bool) -> None:
    if rtl:
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
