"""A letter of request says what the form says, in DOCX and PDF, without names that must stay out of it."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
import typst

from hub.client.errors import Usage
from hub.client.letter import Frame, Letter, Party, Signature, compose, write_docx, write_pdf
from hub.client.letter.as_pdf import script

VICTIM = {
    "label": "p3", "role": "victim", "known": True, "name_latin": "Sunita Tharu",
    "name_original": "सुनिता थारु", "born": "2011-02-03", "nationality": "Nepal", "location": "Kailali, ward 4",
}  # fmt: skip


def case(name: str) -> dict[str, Any]:
    """A worked case of the demo."""
    text = files("hub.web.demo").joinpath("cases", f"{name}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def frame(**changes: Any) -> Frame:
    """Pakistan writes to Nepal."""
    given: dict[str, Any] = {
        "requesting": Party("Central Authority", "PK"), "requested": Party("Attorney General", "NP"),
        "request": "0c0d53f2", "subject": "Forced labour", "date": "2026-11-22",
        "reference_requesting": "PK-MLA-2026-0117", "reference_requested": "AG-MLA-083/311",
        "fingerprint": "ab" * 32, "attachments": {"map.png": "cd" * 32},
        "signatures": (Signature("approved_by", "Imran Qureshi", "2026-11-22T10:00:00Z"),),
    }  # fmt: skip
    return Frame(**{**given, **changes})


def docx_text(path: Path) -> str:
    """Everything in a document, the footer too."""
    document = docx.Document(str(path))
    foot = [one.text for one in document.sections[0].footer.paragraphs]
    return "\n".join([one.text for one in document.paragraphs] + foot)


def pdf_text(path: Path) -> str:
    """Everything in a PDF, on one line: lines break where the page is full."""
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def everything(letter: Letter) -> str:
    return "\n".join(one.label + "\n" + one.text for one in (*letter.head, *letter.body))


@pytest.fixture(scope="module")
def letter() -> Letter:
    """The letter of a case on forced labour, with a victim among the persons."""
    content = case("brick_kiln")["request"]
    return compose({**content, "persons": [*content["persons"], VICTIM]}, frame())


def test_every_word_of_the_case_stands_in_the_document(letter: Letter, tmp_path: Path) -> None:
    write_docx(letter, tmp_path / "letter.docx")
    said = docx_text(tmp_path / "letter.docx")
    content = case("brick_kiln")["request"]
    assert content["facts"] in said
    for measure in content["measures"]:
        assert measure["description"] in said
        assert measure["purpose"] in said
    for expected in (
        "PK-MLA-2026-0117", "AG-MLA-083/311", "0c0d53f2", "दीपक बोहरा", "cd" * 32, "UNTOC 18(15)(c)",
        "Statement of articles", "Confidential", "Central Authority, PK",
    ):  # fmt: skip
        assert expected in said


def test_the_pdf_says_the_same(letter: Letter, tmp_path: Path) -> None:
    write_pdf(letter, tmp_path / "letter.pdf")
    said = pdf_text(tmp_path / "letter.pdf")
    assert "Letter of request for mutual legal assistance in criminal matters" in said
    assert "Statements of account and opening documents of all accounts of p1" in said
    assert "PK-MLA-2026-0117 · AG-MLA-083/311 · 0c0d53f2" in said
    assert "UNTOC 18(15)(a)" in said


def test_a_victim_is_not_named_unless_asked_for(letter: Letter) -> None:
    said = everything(letter)
    for hidden in ("Sunita", "सुनिता", "2011-02-03", "ward 4"):
        assert hidden not in said
    assert "Identity withheld from this letter" in said
    content = case("brick_kiln")["request"]
    named = compose({**content, "persons": [VICTIM]}, frame(), identities=True)
    assert "Sunita Tharu" in everything(named)


def test_text_of_a_user_is_never_markup(tmp_path: Path) -> None:
    """Neither typesetting commands nor XML in the facts do anything but stand there."""
    nasty = '#read("/etc/passwd") *bold* $x$ <w:br/> </w:t> & "quotes" \\ `code` \x00\x1b[2J'
    content = {**case("brick_kiln")["request"], "facts": nasty}
    letter = compose(content, frame(subject=nasty))
    write_pdf(letter, tmp_path / "letter.pdf")
    write_docx(letter, tmp_path / "letter.docx")
    assert '#read("/etc/passwd") *bold* $x$ <w:br/> </w:t> &' in pdf_text(tmp_path / "letter.pdf")
    assert '#read("/etc/passwd") *bold* $x$ <w:br/> </w:t> &' in docx_text(tmp_path / "letter.docx")
    assert "\x1b" not in docx_text(tmp_path / "letter.docx")


def test_an_arabic_letter_runs_from_right_to_left(tmp_path: Path) -> None:
    given = case("damietta")
    letter = compose(given["request"], frame(subject=given["subject"]))
    assert (letter.language, letter.rtl) == ("ar", True)
    write_docx(letter, tmp_path / "letter.docx")
    body = docx.Document(str(tmp_path / "letter.docx")).element.body.xml
    assert body.count("<w:bidi/>") > 20
    assert "<w:rtl/>" in body
    assert given["request"]["facts"] in docx_text(tmp_path / "letter.docx")


def test_french_labels_come_from_the_form() -> None:
    letter = compose(case("tanger")["request"], frame())
    assert letter.language == "fr"
    assert "Résumé des faits" in everything(letter)


def test_a_script_without_a_font_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    """The typesetter's own fonts have no Bengali; boxes in a letter would be worse."""
    few = typst.Fonts(include_system_fonts=False)
    letter = compose(case("brick_kiln")["request"], frame(subject="রহিমা বেগম"))
    with pytest.raises(Usage) as stop:
        write_pdf(letter, tmp_path / "letter.pdf", few)
    assert "No font on this machine can show: Bengali." in stop.value.message
    assert "\n" not in stop.value.message
    assert not (tmp_path / "letter.pdf").exists()


def test_a_draft_says_that_it_was_not_sent() -> None:
    letter = compose({**case("brick_kiln")["request"], "urgent": True}, frame(sent=False))
    assert letter.marks == ("Draft, not sent", "Urgent", "Confidential")


def test_scripts_have_names() -> None:
    assert [script(one) for one in "دनি中\ue000"] == ["Arabic", "Devanagari", "Bengali", "Cjk", "U+E000"]
