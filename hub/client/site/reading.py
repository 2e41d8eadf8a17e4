"""What a page loads, and whatever on it could run without being a listed file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

# What runs or loads something and is on no page of the hub.
NEVER = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "style", "portal", "fencedframe"})
LOADS = frozenset({"stylesheet", "modulepreload", "preload", "prefetch"})
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# Where browsers and parsers differ about where a thing ends, as with "<!-->", a script can hide.
MARKS = re.compile(r"<(?:!(?!doctype html>)|\?)", re.IGNORECASE)
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`]([^"'`]+)["'`]""")
OPAQUE = re.compile(r"""\bimport\s*\(\s*(?!["'])""")


@dataclass(frozen=True)
class Load:
    """One file that a page loads: its path on the hub, and the hash that the page demands."""

    path: str
    integrity: str


class Page(HTMLParser):
    """Reads one page. `loads` are its scripts and styles, `wrong` is what should not be there."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url = url
        self.loads: list[Load] = []
        self.wrong = ["holds a comment or a mark that the hub never writes"] if MARKS.search(text) else []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = {name: value or "" for name, value in reversed(attrs)}
        if len(given) < len(attrs):
            self.wrong.append(f"names an attribute of one element twice: {tag}")
        if tag in NEVER or (tag == "meta" and "http-equiv" in given):
            self.wrong.append(f"holds an element that the hub never writes: {tag}")
        for name, value in given.items():
            self._attribute(name, value)
        if tag == "script":
            self._script(given)
        elif tag == "link" and LOADS & set(given.get("rel", "").lower().split()):
            self._load(given.get("href", ""), given)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
            self.wrong.append(f"holds an attribute that the hub never writes: {name}")
        if re.sub(r"[\x00-\x20]", "", value).lower().startswith(("javascript:", "data:text", "vbscript:")):
            self.wrong.append("holds an address that runs as a script")

    def _script(self, given: dict[str, str]) -> None:
        if "src" in given:
            self._load(given["src"], given)
        else:
            self.wrong.append("holds a script that stands in the page itself")

    def _load(self, address: str, given: dict[str, str]) -> None:
        path = here(self.url, address)
        if path is None:
            self.wrong.append(f"loads from elsewhere: {address}")
        else:
            self.loads.append(Load(path, given.get("integrity", "")))


def here(url: str, address: str) -> str | None:
    """The path of an address on the page's own hub, None if it leads elsewhere or has a query."""
    try:
        one, own = urlsplit(urljoin(url, address)), urlsplit(url)
    except ValueError:
        return None
    same = (one.scheme, one.netloc) == (own.scheme, own.netloc)
    return one.path if same and not one.query else None


def imported(url: str, source: str) -> tuple[list[str], list[str]]:
    """(paths that a module imports, what is wrong with them). Rather too much is found than too little."""
    source = COMMENT.sub("", source)
    wrong = ["imports something whose name is not written out"] if OPAQUE.search(source) else []
    paths = []
    for written in IMPORT.findall(source):
        if written.startswith(("./", "../", "/", "http:", "https:")):
            path = here(url, written)
            wrong += [] if path else [f"imports from elsewhere: {written}"]
            paths += [path] if path else []
    return paths, wrong
