"""Which files may speak for the hub itself. Every one is a hole in the wall, so every one has a reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAY = {
    "manage.py": "commands and jobs are the hub",
    "hub/tenancy/context.py": "makes the block",
    "hub/notifications/actions.py": "inbox rows of others, kind and id",
    "hub/webhooks/actions/announcing.py": "the queue of others' systems, kind and id",
    "hub/ledger/actions/keeping.py": "the day from which each post of a closed case keeps it",
    "hub/ledger/actions/place.py": "the first row of a stream, before anything is granted",
    "messaging/actions/keeping.py": "the first row of a conversation, before anything is granted",
    "focal_points/access.py": "grants",
    "hub/transparency/queries.py": "entries of the log, which are blinded and published",
    "mla_requests/queries/asks.py": "counts of questions over all who asked, three at least",
    "deconfliction/actions/registrations.py": "comparing tokens of two posts",
    "deconfliction/queries/shown.py": "the one event of the other post that a hit opens",
}
SKIPPED = {"tests", "benchmarks", ".venv", "build"}


def speaks_for_the_hub(path: Path) -> bool:
    """Whether a module names the block, or the context itself, by whatever way of importing."""
    words = {"system", "SYSTEM", "Context"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "hub.tenancy.context":
            if words & {one.name for one in node.names}:
                return True
        elif isinstance(node, ast.ImportFrom) and node.module == "hub.tenancy":
            if "context" in {one.name for one in node.names}:
                return True
        elif isinstance(node, ast.Import) and "hub.tenancy.context" in {one.name for one in node.names}:
            return True
    return path.name == "context.py" and path.parent.name == "tenancy"


def test_only_these_files_speak_for_the_hub_itself() -> None:
    own = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in SKIPPED]
    found = {path.relative_to(ROOT).as_posix() for path in own if speaks_for_the_hub(path)}
    assert found == MAY.keys()


def test_the_settings_of_the_wall_are_said_in_one_place() -> None:
    """No module but the engine, the policies and the backup names them: a hole could be cut by plain SQL."""
    own = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in SKIPPED]
    words = ("'hub.system'", "hub.system=", "'hub.officer'")
    said = {path: path.read_text(encoding="utf-8") for path in own}
    naming = {
        path.relative_to(ROOT).as_posix()
        for path, text in said.items()
        if any(word in text for word in words)
    }
    assert naming == {
        "hub/tenancy/postgresql/base.py",
        "hub/tenancy/rules.py",
        "hub/operations/backup/engines.py",
    }
