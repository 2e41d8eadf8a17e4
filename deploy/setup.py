"""Make .venv ready: `python3 deploy/setup.py runtime|dev`. Standard library only; starts on Python 3.7, too.

Old Pythons may start this file (macOS ships one), so it looks for Python 3.11 or newer and goes on with that.
Nothing is downloaded when the requirement files have not changed since the last run.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "hub-setup.json"
OLDEST = (3, 11)
NEWEST_KNOWN = 14
PIP_INSTALL = ("install", "--no-input", "--require-hashes", "--only-binary", ":all:")
LAUNCHER = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

sys.path.insert(0, {root!r})
from hub.client.cli import main

raise SystemExit(main())
"""


class SetupError(Exception):
    """What is missing, and what to type to have it."""


def run(*command: str | Path) -> None:
    """Run a command, quiet unless it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(str(c) for c in command)}\n{done.stdout}{done.stderr}".rstrip())


def version_of(python: str) -> tuple[int, ...]:
    """Return (major, minor) of a Python, or (0, 0) when it does not start."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return (0, 0)
    return tuple(int(n) for n in done.stdout.split())


def find_python() -> str | None:
    """Return a Python that is new enough: the one running this file first, then the newest by name."""
    names = [sys.executable, *(f"python3.{n}" for n in range(NEWEST_KNOWN, OLDEST[1] - 1, -1)), "python3"]
    paths = [shutil.which(name) for name in names]
    return next((p for p in paths if p and version_of(p) >= OLDEST), None)


def has_pip_inside(python: str) -> bool:
    """Whether `python -m venv` can bring pip along. Debian splits that off, and only the call tells."""
    done = subprocess.run(
        [python, "-c", "import ensurepip; ensurepip.version()"], capture_output=True, check=False
    )
    return done.returncode == 0


def has_pip(python: str) -> bool:
    """Whether a pip outside the environment can install into it."""
    done = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return done.returncode == 0


def make_environment(uv: str | None, python: str | None) -> None:
    """Create .venv by the first way this machine offers, or say which package to install."""
    if VENV.exists() and version_of(str(PYTHON)) < OLDEST:
        shutil.rmtree(VENV)
    if PYTHON.exists():
        return
    if uv:
        run(uv, "venv", "--quiet", "--python", python or ">=3.11", VENV)
    elif python is None:
        raise SetupError(
            "Python 3.11 or newer is needed. Debian, Ubuntu: apt install python3; macOS: brew install python"
        )
    elif has_pip_inside(python):
        run(python, "-m", "venv", VENV)
    elif has_pip(python):
        run(python, "-m", "venv", "--without-pip", VENV)
    else:
        major, minor = version_of(python)
        raise SetupError(
            f"{python} cannot make environments. Debian, Ubuntu: apt install python{major}.{minor}-venv"
        )


def install(uv: str | None, python: str | None, requirements: Path) -> None:
    """Install exactly the pinned files; a file whose hash differs is refused."""
    if uv:
        run(uv, "pip", "install", "--python", PYTHON, "--require-hashes", "--no-build", "-r", requirements)
    elif has_pip(str(PYTHON)):
        run(PYTHON, "-m", "pip", *PIP_INSTALL, "-r", requirements)
    else:
        run(python or sys.executable, "-m", "pip", "--python", PYTHON, *PIP_INSTALL, "-r", requirements)


def digest(name: str) -> str:
    """Fingerprint of a requirement file."""
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def is_ready(name: str) -> bool:
    """Whether .venv holds what `name` asks for. The dev set contains the runtime set."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    done = json.loads(STAMP.read_text())
    return any(done.get(n) == digest(n) for n in {name, "dev"})


def write_launcher() -> None:
    """Put the `hub` command into the environment, running from this folder."""
    launcher = VENV / "bin" / "hub"
    launcher.write_text(LAUNCHER.format(python=PYTHON, root=str(ROOT)), encoding="utf-8")
    launcher.chmod(0o755)


def compile_messages() -> None:
    """Compile translations that are newer than their compiled form."""
    stale = [
        p for p in (ROOT / "hub" / "locale").glob("*/LC_MESSAGES/*.po") if is_newer(p, p.with_suffix(".mo"))
    ]
    if stale:
        run(PYTHON, ROOT / "deploy" / "compile_messages.py", *stale)


def is_newer(source: Path, made: Path) -> bool:
    """Whether `made` is missing or older than `source`."""
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def main(name: str) -> None:
    """Bring .venv to the state that `name` (runtime or dev) asks for."""
    if not is_ready(name):
        uv, python = shutil.which("uv"), find_python()
        print(f"Setting up .venv ({name}) with {uv or python} …", flush=True)
        make_environment(uv, python)
        install(uv, python, ROOT / "requirements" / f"{name}.txt")
        STAMP.write_text(json.dumps({name: digest(name)}), encoding="utf-8")
    write_launcher()
    compile_messages()


if __name__ == "__main__":
    os.chdir(str(ROOT))
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "runtime")
    except SetupError as error:
        raise SystemExit(f"Set-up stopped: {error}") from None
