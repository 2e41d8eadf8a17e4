"""One visit to the hub's pages, as a stranger or with a browser's session, and what was wrong on it."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from hashlib import sha256
from typing import Any

import httpx

from hub.client.connection import check_url, is_here
from hub.client.errors import Forged, NotFound, Unreachable
from hub.client.site.headers import missing
from hub.client.site.listed import Listed
from hub.client.site.reading import Load, Page, imported

LARGEST = 8 * 1024 * 1024
MOST_FILES = 2_000


class Visit:
    """Fetches pages and everything they load, afresh each time. `findings` collects sentences."""

    def __init__(self, url: str, listed: Listed, cookie: str = "", agent: str = "") -> None:
        self.url, self.listed = check_url(url), listed
        here = is_here(httpx.URL(self.url).host)
        self.http = httpx.Client(base_url=self.url, timeout=60.0, follow_redirects=False, trust_env=not here)
        self.http.headers["Cache-Control"] = "no-cache"
        if cookie:
            self.http.headers["Cookie"] = cookie
        if agent:
            self.http.headers["User-Agent"] = agent
        self.findings: list[str] = []
        self.seen: dict[str, str] = {}

    def page(self, path: str, further: int = 2) -> int:
        """Look at one page, and where it leads if it sends on. Returns the status of its own answer."""
        answer = self._get(path)
        self.findings += [f"{path}: {one}" for one in (*missing(answer.headers), *unclear(answer))]
        page = Page(f"{self.url}{path}", answer.content.decode("utf-8", "replace"))
        self.findings += [f"{path}: {one}" for one in page.wrong]
        self._files(path, page.loads)
        if answer.status_code != httpx.codes.OK:
            self._on(path, answer, further)
        return answer.status_code

    def _on(self, path: str, answer: httpx.Response, further: int) -> None:
        """A page is there, or it sends on to another one of the hub."""
        target = httpx.URL(self.url).join(answer.headers.get("Location", ""))
        own = f"{target.scheme}://{target.netloc.decode()}" == self.url.rstrip("/")
        if not answer.has_redirect_location or not own or not further:
            self.findings.append(f"{path}: is not a page of the hub ({answer.status_code})")
        else:
            self.page(target.raw_path.decode(), further - 1)

    def _files(self, page: str, loads: list[Load]) -> None:
        for load in loads:
            seal = self._walk(load.path)
            if seal and load.integrity != "sha256-" + b64encode(bytes.fromhex(seal)).decode():
                self.findings.append(f"{page}: demands another hash of {load.path}, or none")

    def _walk(self, first: str) -> str:
        """Fetch a file and all that it imports; the hash of the first."""
        waiting = deque([first])
        while waiting and len(self.seen) < MOST_FILES:
            path = waiting.popleft()
            if path not in self.seen:
                waiting += self._file(path)
        return self.seen[first]

    def _file(self, path: str) -> list[str]:
        """Compare one file with the list. Returns what it imports."""
        answer = self._get(path)
        seal = self.seen[path] = sha256(answer.content).hexdigest()
        if answer.status_code != httpx.codes.OK:
            self.findings.append(f"{path}: is not there ({answer.status_code})")
            return []
        name = path.removeprefix(self.listed.base)
        if self.listed.files.get(name) != seal:
            known = name in self.listed.files
            self.findings.append(f"{path}: {'was changed' if known else 'is not on the list'}")
        if not path.endswith((".js", ".mjs")):
            return []
        paths, wrong = imported(f"{self.url}{path}", answer.content.decode("utf-8", "replace"))
        self.findings += [f"{path}: {one}" for one in wrong]
        return paths

    def manifest(self) -> Any:
        """The hub's signed list. Raises NotFound, Forged or Unreachable."""
        answer = self._get("/.well-known/asset-manifest")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFound("This hub publishes no list of what it serves.", "no-list")
        try:
            return answer.json()
        except ValueError as error:
            raise Forged("The hub's list of files is not in the agreed form.", "not-json") from error

    def _get(self, path: str) -> httpx.Response:
        try:
            with self.http.stream("GET", path) as answer:
                pieces, size = [], 0
                for piece in answer.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > LARGEST:
                        raise Forged(f"{path} is far larger than anything the hub serves.", "too-large")
        except httpx.TransportError as error:
            raise Unreachable(f"The hub at {self.url} cannot be reached.", "network") from error
        plain = [(name, value) for name, value in answer.headers.multi_items() if name not in PACKING]
        return httpx.Response(answer.status_code, headers=plain, content=b"".join(pieces))


def unclear(answer: httpx.Response) -> list[str]:
    """Why a browser could read it otherwise than as HTML in UTF-8; a mark of order beats the header."""
    kind = answer.headers.get("Content-Type", "").replace(" ", "").lower()
    wrong = [] if kind == "text/html;charset=utf-8" else [f"is not said to be HTML in UTF-8, but {kind}"]
    try:
        text = answer.content.decode()
    except UnicodeDecodeError:
        return [*wrong, "is not UTF-8"]
    return [*wrong, "begins with a mark of byte order"] if text.startswith("\ufeff") else wrong


PACKING = frozenset({"content-encoding", "content-length", "transfer-encoding"})
