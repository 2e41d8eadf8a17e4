"""The letter of request on paper: the same data as the drafting form, as DOCX or PDF."""

from hub.client.letter.as_docx import write_docx
from hub.client.letter.as_pdf import write_pdf
from hub.client.letter.composing import compose
from hub.client.letter.model import Frame, Letter, Party, Signature

__all__ = ["Frame", "Letter", "Party", "Signature", "compose", "write_docx", "write_pdf"]
