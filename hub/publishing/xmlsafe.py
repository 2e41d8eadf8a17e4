"""XML built as a tree, never as text: whatever somebody wrote stays text."""

import re
from xml.etree.ElementTree import Element, QName, SubElement, register_namespace, tostring

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 (section 2.2) has no place for these, not even escaped.
_NOWHERE = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")

__all__ = ["XML_LANG", "Element", "QName", "child", "clean", "document", "register_namespace"]


def clean(text: object) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOWHERE.sub("", str(text))


def child(parent: Element, name: str, text: object = "", **attributes: object) -> Element:
    """Add an element; `name` is `{namespace}name`. Attributes named `lang` become xml:lang, empty ones go."""
    given = {(XML_LANG if key == "lang" else key): clean(value) for key, value in attributes.items() if value}
    made = SubElement(parent, name, given)
    made.text = clean(text) or None
    return made


def document(root: Element) -> bytes:
    """The whole document, UTF-8, with its declaration."""
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made
