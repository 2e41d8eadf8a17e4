"""Every job of the product runs in all three ways of deployment, and in none is one forgotten."""

import re

from hub.base.management.loop import LoopCommand
from tests.deploy.reading import DAILY, UNITS, command_of, composed, kind, pod
from tests.test_project import ROOT, tracked

ONCE = {"migrate"}


def commands() -> dict[str, str]:
    """Name and source of every management command."""
    files = [p for p in tracked() if p.parts[-3:-1] == ("management", "commands") and p.stem != "__init__"]
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def in_compose() -> set[str]:
    """Commands that compose.yaml starts."""
    started = (command_of(service.get("command") or []) for service in composed()["services"].values())
    return set(filter(None, started)) - ONCE


def in_kubernetes() -> set[str]:
    """Commands that the cluster starts."""
    pods = [pod(thing) for name in ("Deployment", "CronJob") for thing in kind(name).values()]
    return set(filter(None, (command_of(one["containers"][0].get("args", [])) for one in pods)))


def in_units() -> set[str]:
    """Commands that hub.target starts."""
    target = (UNITS / "hub.target").read_text(encoding="utf-8")
    return set(re.findall(r"hub-(?:job|daily)@(\w+)\.", target))


def test_the_three_ways_run_the_same_jobs() -> None:
    assert in_compose() == in_kubernetes() == in_units()
    assert in_units() >= DAILY


def test_every_job_that_loops_is_run() -> None:
    looping = {name for name, source in commands().items() if LoopCommand.__name__ in source}
    assert {"run_clocks", "deliver_webhooks"} <= looping
    assert looping <= in_units()


def test_the_operations_page_names_every_job() -> None:
    page = (ROOT / "deploy" / "OPERATIONS.md").read_text(encoding="utf-8")
    assert [name for name in in_units() if name not in page] == []
