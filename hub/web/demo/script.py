"""The story of the demo: requests in different states, act by act, each signed and sealed by who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from hub.client import acts, drafts, requests
from hub.client.acts import Item, Words
from hub.client.requests import Request
from hub.client.sending import Intent, Outbox
from hub.client.session import Session

Sessions = Mapping[str, Session]
Step = Callable[[Request], Intent]
HERE = files("hub.web.demo")


def play(sessions: Sessions) -> None:
    """Play every request; those between different pairs run side by side."""
    stories = (_pakistan_and_nepal, _pakistan_and_others, _egypt_and_morocco)
    with ThreadPoolExecutor(len(stories)) as pool:
        for done in [pool.submit(story, sessions) for story in stories]:
            done.result()


def _pakistan_and_nepal(sessions: Sessions) -> None:
    drafter, approver, officer = sessions["pk-drafter"], sessions["pk-approver"], sessions["np-officer"]
    kilns = _send("brick_kiln", drafter, approver)
    _taken_on(officer, kilns, "AG-MLA-083/311")
    _do(officer, kilns, acts.accept)
    _do(
        officer,
        kilns,
        lambda found: acts.act(found, "mla.execute", words=Words("Passed to the district office.")),
    )
    _do(officer, kilns, lambda found: acts.results(
        found, {"m1": "executed", "m2": "executed", "m3": "not_possible"},
        [Item(_evidence("account-4471.csv"), "m1"), Item(_evidence("statement-family-2.txt"), "m2")],
        final=True,
        text="The notebook was not found: the office had been given up in April 2026.",
    ))  # fmt: skip
    stamps = _send("passports", drafter, approver)
    _taken_on(officer, stamps, "AG-MLA-083/329")
    _do(officer, stamps, lambda found: acts.ask(found, [
        "Please send the stamps in colour and in original size: the copies do not show the numeral clearly.",
        "Were the tickets paid in Kathmandu or in Karachi?",
    ]))  # fmt: skip
    servitude = _send("domestic_work", officer, sessions["np-approver"])
    _do(drafter, servitude, lambda found: acts.acknowledge(found, "PK-IN-2026-0058", _in_days(30)))
    _do(drafter, servitude, lambda found: acts.act(found, "mla.assess"))


def _pakistan_and_others(sessions: Sessions) -> None:
    drafter, approver, dhaka = sessions["pk-drafter"], sessions["pk-approver"], sessions["bd"]
    money = _send("hundi", drafter, approver)
    _taken_on(dhaka, money, "BD-MLA-26-77")
    consult = {"topic": "conditions", "reply_by": _in_days(14)}
    words = Words(
        "Records of the second account belong to a person who is not suspected. May they be blackened?"
    )
    _do(dhaka, money, lambda found: acts.act(found, "mla.consult", consult, words))
    _send("border_river", drafter, approver)
    waiting = _draft("sea_route", drafter)
    _do(drafter, waiting, acts.submit)
    _draft("draft_iran", drafter)


def _egypt_and_morocco(sessions: Sessions) -> None:
    cairo, rabat = sessions["eg-officer"], sessions["ma-officer"]
    witnesses = _send("damietta", cairo, sessions["eg-approver"])
    _taken_on(rabat, witnesses, "MA-EX-2026-51")
    _do(rabat, witnesses, acts.accept)
    _do(rabat, witnesses, lambda found: acts.act(found, "mla.execute"))
    _do(rabat, witnesses, lambda found: acts.results(
        found, {"m1": "executed"}, [Item(_evidence("temoin-1.txt"), "m1")], final=True
    ))  # fmt: skip
    _do(cairo, witnesses, acts.receive)
    closing = {"outcome": "assisted"}
    _do(
        cairo,
        witnesses,
        lambda found: acts.act(found, "mla.close", closing, Words("قُدمت الأقوال إلى المحكمة. شكراً لكم.")),
    )
    page = _send("tanger", rabat, sessions["ma-approver"])
    _taken_on(cairo, page, "EG-EX-2026-112")
    _do(cairo, page, acts.accept)
    _do(cairo, page, lambda found: acts.act(found, "mla.execute"))
    _do(rabat, page, lambda found: acts.act(
        found, "mla.status_query", words=Words("Une date approximative nous aiderait.")
    ))  # fmt: skip


def _draft(name: str, drafter: Session) -> str:
    with as_file(HERE / "cases" / f"{name}.json") as path:
        intent = drafts.draft(drafter, drafts.read_case(path))
    sent = Outbox(drafter).send(intent)
    return drafts.request_of(drafter, sent)


def _send(name: str, drafter: Session, approver: Session) -> str:
    request = _draft(name, drafter)
    _do(drafter, request, acts.submit)
    _do(approver, request, acts.approve)
    with drafter.home.workroom() as room:
        Outbox(drafter).send(acts.transmit(drafter, requests.read(drafter, request), room))
    return request


def _taken_on(officer: Session, request: str, reference: str) -> None:
    _do(officer, request, lambda found: acts.acknowledge(found, reference, _in_days(30)))
    requests.open_all(officer, requests.read(officer, request))
    _do(officer, request, lambda found: acts.act(found, "mla.assess"))


def _do(session: Session, request: str, step: Step) -> None:
    Outbox(session).send(step(requests.read(session, request)))


def _evidence(name: str) -> Path:
    return Path(str(HERE / "evidence" / name))


def _in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - the day on this machine
