"""One HTTPS connection to the hub: JSON in and out, refusals as sentences, patience with a bad line."""

from __future__ import annotations

import contextlib
import ipaddress
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx

from hub.client.errors import Forged, NotFound, RefusedByHub, Unreachable, Usage
from hub.client.patience import pauses

Json = dict[str, Any]
MAX_JSON = 64 * 1024 * 1024


def check_url(url: str) -> str:
    """Return the hub's origin; http is allowed to this very machine only. Raises Usage."""
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
    except ValueError as error:
        raise Usage("The address of the hub cannot be read.") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
        raise Usage(f"{url} is not the address of a hub. An address looks like https://hub.example.org")
    if parts.scheme == "http" and not is_here(parts.hostname):
        raise Usage(
            "The address must begin with https://. Plain http would show your password to the network."
        )
    return f"{parts.scheme}://{parts.netloc}"


def is_here(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


class Connection:
    """Calls to one hub. Reads and idempotent writes are tried again when the line breaks."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = check_url(url)
        here = is_here(urlsplit(self.url).hostname or "")
        self.http = httpx.Client(
            base_url=self.url,
            timeout=httpx.Timeout(60.0, connect=10.0),
            follow_redirects=False,
            trust_env=not here,
        )
        self.use(token)

    def use(self, token: str | None) -> None:
        """Act with this token from now on."""
        self.http.headers.pop("Authorization", None)
        if token:
            self.http.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **params: Any) -> Any:
        """The JSON at a path below /api/v1/."""
        given = {name: value for name, value in params.items() if value is not None}
        return self.again(lambda: self._answer("GET", path, params=given))

    def post(self, path: str, body: Json, *, repeat: bool = False) -> Any:
        """Post JSON. `repeat` says that posting twice does no harm, so that a broken line is tried again."""
        return self._write("POST", path, body, repeat)

    def patch(self, path: str, body: Json) -> Any:
        """Change some fields."""
        return self._write("PATCH", path, body, repeat=True)

    def put(self, path: str, body: Json) -> Any:
        """Replace what is at a path."""
        return self._write("PUT", path, body, repeat=True)

    def delete(self, path: str) -> Any:
        """Delete what is at a path."""
        return self._answer("DELETE", path)

    def put_block(self, path: str, block: bytes, sha256: str) -> None:
        """Put one raw block; the caller decides about trying again."""
        headers = {"X-Block-SHA256": sha256, "Content-Type": "application/octet-stream"}
        self._answer("PUT", path, content=block, headers=headers)

    def put_bytes(self, path: str, data: bytes) -> Any:
        """Put a file as it is; one that is there is replaced."""
        headers = {"Content-Type": "application/octet-stream"}
        return self.again(lambda: self._answer("PUT", path, content=data, headers=headers))

    def pages(self, path: str, key: str, **params: Any) -> Iterator[Json]:
        """Every row of a list that comes in pages under `key`, following `next`."""
        cursor: str | None = None
        seen: set[str] = set()
        while True:
            page = self.get(path, cursor=cursor, **params)
            rows = page if isinstance(page, list) else page.get(key, page.get("results", []))
            yield from rows
            cursor = None if isinstance(page, list) else page.get("next")
            if not cursor or cursor in seen:
                return
            seen.add(cursor)

    @contextlib.contextmanager
    def stream(self, path: str, start: int = 0) -> Iterator[httpx.Response]:
        """The raw bytes at a path, from byte `start` on (206 if the hub agreed to start there)."""
        headers = {"Range": f"bytes={start}-"} if start else {}
        try:
            with self.http.stream("GET", f"/api/v1/{path}", headers=headers) as response:
                if response.status_code not in (200, 206):
                    response.read()
                    raise refusal(response)
                yield response
        except httpx.TransportError as error:
            raise Unreachable(f"The line to the hub broke ({type(error).__name__}).", "network") from error

    def again(self, call: Callable[[], Any]) -> Any:
        """Do something that may be repeated; on a broken line wait and try again, then give up."""
        for wait in pauses():
            try:
                return call()
            except Unreachable:
                time.sleep(wait)
        return call()

    def _write(self, verb: str, path: str, body: Json, repeat: bool) -> Any:
        def call() -> Any:
            return self._answer(verb, path, json=body)

        return self.again(call) if repeat else call()

    def _answer(self, verb: str, path: str, **call: Any) -> Any:
        try:
            response = self.http.request(verb, f"/api/v1/{path}", **call)
        except httpx.TransportError as error:
            raise Unreachable(
                f"The hub at {self.url} cannot be reached ({type(error).__name__}).", "network"
            ) from error
        if not response.is_success:
            raise refusal(response)
        return read_json(response) if response.content else None


def read_json(response: httpx.Response) -> Any:
    """The JSON of an answer; raises Forged if it is not JSON, since a hub never answers otherwise."""
    if len(response.content) > MAX_JSON:
        raise Forged("The hub sent far more than a list can be.", "too-large")
    try:
        return response.json()
    except ValueError as error:
        raise Forged(
            "The hub's answer is not in the agreed form; something in between changed it.", "not-json"
        ) from error


def refusal(response: httpx.Response) -> Exception:
    """The Stop that an HTTP refusal means."""
    status, problem = response.status_code, _problem(response)
    detail, code = str(problem.pop("detail", "")), str(problem.pop("code", ""))
    if status == 404:
        return NotFound(detail or "There is nothing here that you can see.", code)
    if status >= 500:
        return Unreachable(f"The hub has a fault of its own ({status}). Try again later.", "fault")
    if status == 401:
        return RefusedByHub(
            detail or "You are not signed in, or no longer. Sign in again: hub login", code, status
        )
    source, fields = problem.get("source"), problem.get("fields")
    more = f" ({source})" if source else ""
    more += "".join(f" {name}: {said}" for name, said in fields.items()) if isinstance(fields, dict) else ""
    problem.pop("status", None)
    return RefusedByHub(f"{detail or f'The hub refused ({status}).'}{more}", code, status, **problem)


def _problem(response: httpx.Response) -> Json:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
