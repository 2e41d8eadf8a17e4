"""The two countries of the stories, with officers who have homes, keys and seats at a real hub."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.client import acts, drafts, joining, requests
from hub.client.cli.main import main
from hub.client.home import Home
from hub.client.sending import Outbox
from hub.client.session import Session, open_session, sign_in
from tests.story.hub_process import ROOT, HubProcess

PASSWORD = "a very long password 7"  # noqa: S105 - of invented people
PASSPHRASE = "correct horse battery staple"  # noqa: S105 - the same


@dataclass
class Desk:
    """One officer's machine: a home folder, a library session, and the command line."""

    key: str
    folder: Path

    @property
    def home(self) -> Home:
        """The home folder."""
        return Home(self.folder)

    def join(self, link: str, name: str, email: str) -> joining.Made:
        """Answer an invitation."""
        person = joining.Person(name, email, PASSWORD, PASSPHRASE)
        return joining.join(self.home, joining.read_link(link), person)

    def sign_in(self) -> Session:
        """Sign in and unlock."""
        sign_in(self.home, self.home.account(), PASSWORD, label="story")
        return self.open()

    def code(self) -> str:
        """The second factor, if the hub wants one. The hubs of tests do not."""
        raise NotImplementedError

    def open(self) -> Session:
        """Unlock with the token at hand."""
        return open_session(self.home, PASSPHRASE)

    def copy(self, folder: Path, url: str) -> Desk:
        """The same officer on a machine that talks to another address; what it knew stays known."""
        shutil.copytree(self.folder, folder)
        home = Home(folder)
        home.write("account.json", {**home.read("account.json"), "url": url})
        return Desk(self.key, folder)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the `hub` command as this officer, with nobody at the keyboard."""
        return subprocess.run(
            [sys.executable, "-m", "hub.client", *words],
            env={**os.environ, **self.surroundings(), **environment}, cwd=ROOT, text=True, check=False,
            capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def here(self, *words: str) -> Ran:
        """The same in this process: without the time that a new one takes to begin."""
        out, errors = io.StringIO(), io.StringIO()
        with surroundings(self.surroundings()), redirect_stdout(out), redirect_stderr(errors):
            try:
                code = main(words)
            except SystemExit as stopped:
                code = int(stopped.code or 0)
        return Ran(code, out.getvalue(), errors.getvalue())

    def surroundings(self) -> dict[str, str]:
        """What a command of this officer finds in its environment."""
        answers = {"HUB_PASSPHRASE_FILE": PASSPHRASE, "HUB_PASSWORD_FILE": PASSWORD}
        for name, text in answers.items():
            (self.folder.parent / f"{name}.txt").write_text(text)
        files = {name: str(self.folder.parent / f"{name}.txt") for name in answers}
        return {**files, "HUB_HOME": str(self.folder), "HUB_DEBUG": ""}


Three = tuple[Desk, Desk, Desk]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@contextmanager
def surroundings(values: dict[str, str]) -> Iterator[None]:
    """The environment of a command, for as long as it runs here."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass
class World:
    """A running hub and its desks: pk-admin, pk-officer, pk-approver, np-approver (admin too), np-officer."""

    hub: HubProcess
    folder: Path
    desks: dict[str, Desk] = field(default_factory=dict)

    def desk(self, key: str) -> Desk:
        """A desk by name, made on first use."""
        return self.desks.setdefault(key, Desk(key, self.folder / key))

    def found(self, country: str, admin: str, roles: list[str], others: dict[str, str]) -> None:
        """Found a country with its first post, and take in the others {desk: role}."""
        first = self.desk(admin)
        email = f"{admin}@{country.lower()}.example"
        first.join(self.hub.founding_link(country, email, admin), admin, email)
        session = first.sign_in()
        post = f"Central Authority {country}", "central_authority", roles
        joining.found(session, PASSWORD, *post, code=first.code)
        for key, role in others.items():
            mail = f"{key}@{country.lower()}.example"
            link = joining.invite(session, session.focal_point, role, key, mail)
            self.desk(key).join(link.text, key, mail)
        joining.admit_answered(session)
        for key in others:
            self.desk(key).sign_in()

    def case(self, name: str, *attachments: Path, to: str = "NP", **changes: Any) -> Path:
        """A complete case file."""
        content = {**json.loads(json.dumps(drafts.TEMPLATE["request"])), **COMPLETE, **changes}
        case = {"to": to, "subject": f"Subject of {name}", "reference": f"REF-{name}", "request": content}
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({**case, "attachments": [str(one) for one in attachments]}))
        return path

    def send_request(self, name: str, *attachments: Path) -> str:
        """Draft, review, approve and send a request from Pakistan to Nepal. Returns its id."""
        officer, approver = self.desk("pk-officer").open(), self.desk("pk-approver").open()
        case = drafts.read_case(self.case(name, *attachments))
        request = drafts.request_of(officer, Outbox(officer).send(drafts.draft(officer, case)))
        Outbox(officer).send(acts.submit(requests.read(officer, request)))
        Outbox(approver).send(acts.approve(requests.read(approver, request)))
        with officer.home.workroom() as room:
            Outbox(officer).send(acts.transmit(officer, requests.read(officer, request), room))
        return request


COMPLETE = {
    "authority": "Ministry of Interior", "conducting": {"name": "Circle", "functions": "Investigates."},
    "subject_matter": "Trafficking in persons", "facts": "A summary of the facts.",
    "measures": [{"label": "m1", "code": "18.3.f", "description": "Accounts", "purpose": "Proof",
                  "link": "Paid there", "person": "none", "procedure": ""}],
    "persons": [], "wanted_by": None,
}  # fmt: skip


def build(folder: Path) -> World:
    """A hub with Pakistan and Nepal, ready to act."""
    world = World(HubProcess.prepare(folder / "hub"), folder)
    world.hub.start()
    pakistan = ("PK", "pk-admin", ["admin"], {"pk-officer": "officer", "pk-approver": "approver"})
    nepal = ("NP", "np-approver", ["admin", "approver"], {"np-officer": "officer"})
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(world.found, *one) for one in (pakistan, nepal)]:
            done.result()
    return world
