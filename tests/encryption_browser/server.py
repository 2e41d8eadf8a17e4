"""A tiny web server on localhost: modules, test page and vectors, under the strictest policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "/hub/": ROOT / "hub" / "web" / "static" / "hub",
    "/messaging/": ROOT / "messaging" / "static" / "messaging",
    "/static/forms/": ROOT / "hub" / "words" / "data",
    "/page/": Path(__file__).resolve().parent / "page",
    "/vectors/": ROOT / "tests" / "vectors",
}
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file of one of the folders, or 404."""
        found = _find(self.path)
        data = found.read_bytes() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", TYPES[found.suffix] if found else "text/plain")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name http.server gives)
        """Say nothing."""


def _find(path: str) -> Path | None:
    for prefix, folder in FOLDERS.items():
        if path.startswith(prefix):
            file = (folder / path.removeprefix(prefix)).resolve()
            if file.is_relative_to(folder) and file.is_file() and file.suffix in TYPES:
                return file
    return None


@contextmanager
def serving() -> Iterator[str]:
    """Serve on a free port; yield the origin, on localhost because WebCrypto wants a secure context."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
