"""Officers of the cast who work with the `hub` command, with the same keys as in their browsers."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hub.client import drafts
from tests.story.world import COMPLETE, Desk
from tests.web.conftest import Site


@dataclass
class Terminal(Desk):
    """A machine with a command line, whose officer was at a browser before."""

    password: Path
    passphrase: Path

    @classmethod
    def of(cls, site: Site, email: str, folder: Path) -> Terminal:
        """Bring the officer's sealed keys to this machine and sign in."""
        folder.mkdir()
        knows = site.people[email]
        terminal = cls(email, folder / "home", folder / "password", folder / "passphrase")
        terminal.password.write_text(knows["password"])
        terminal.passphrase.write_text(knows["passphrase"])
        words = ("--import-keystore", "--hub", site.hub.url, "--email", email, "--account-secret")
        terminal.says("init", *words, knows["secret"])
        terminal.says("login")
        return terminal

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command with what this officer knows."""
        knows = {"HUB_PASSWORD_FILE": str(self.password), "HUB_PASSPHRASE_FILE": str(self.passphrase)}
        return super().run(*words, **knows, **environment)

    def says(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        done = self.run(*words)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def case(self, subject: str, *attachments: Path) -> str:
        """Write a complete case file; its path."""
        content = {**json.loads(json.dumps(drafts.TEMPLATE["request"])), **COMPLETE}
        case = {"to": "NP", "subject": subject, "reference": "FIA/9", "request": content}
        path = self.password.parent / "case.json"
        path.write_text(json.dumps({**case, "attachments": [str(one) for one in attachments]}))
        return str(path)
