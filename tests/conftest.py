"""Rules for every test run: what is skipped is said, and is a failure where everything is required."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from hub.tenancy.context import system
from tests import machine
from tests.cast import _fresh_throttles, cast, cast_script
from tests.publishing.alliance import alliance
from tests.tenancy.role import django_db_setup

__all__ = ["_fresh_throttles", "alliance", "cast", "cast_script", "django_db_setup"]


@pytest.fixture(autouse=True)
def _as_the_hub() -> Iterator[None]:
    """Tests make their rows as the hub does; what they ask over HTTP begins as nobody, as ever."""
    with system():
        yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A request in another language leaves it active in its thread; the next test must not find it there."""
    yield
    translation.deactivate()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn skipped tests into a failed run when HUB_REQUIRE_SERVICES=1 (continuous integration)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        reporter
        and machine.required()
        and reporter.stats.get("skipped")
        and session.exitstatus == pytest.ExitCode.OK
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every skipped test with its reason."""
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.write_line(f"NOT RUN: {report.nodeid} ({reason.removeprefix('Skipped: ')})")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test on a machine without a browser says so, before anything tries to start one."""
    found = machine.chromium()
    if isinstance(found, machine.Missing):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=found.remedy))
