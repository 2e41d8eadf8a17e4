"""Imports only point down, and only actions write. Reads every import, also those hidden in functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    *("hub", "focal_points", "agreements", "mla_requests", "exchanges", "register", "deconfliction"),
    "messaging",
)

# Top to bottom. Rooms on one line are siblings and never import each other.
STOREYS: list[tuple[str, ...]] = [
    ("hub.urls", "hub.asgi", "hub.wsgi", "hub.web", "hub.doctor", "hub.operations"),
    ("messaging",),
    ("hub.transparency",),
    ("mla_requests", "exchanges", "register", "deconfliction"),
    ("agreements",),
    ("hub.library", "hub.conferences", "hub.plans", "hub.ledger", "hub.statistics", "hub.webhooks"),
    ("hub.publishing",),
    ("focal_points",),
    ("hub.notifications",),
    ("hub.threads",),
    ("hub.audit", "hub.assets", "hub.encryption", "hub.forms", "hub.procedure", "hub.clocks", "hub.words"),
    ("hub.base",),
    ("hub.tenancy",),
]
# The client runs on an officer's machine: formats only, nothing of the server.
CLIENT_MAY = (
    "hub.client",
    "hub.encryption",
    "hub.forms",
    "hub.procedure",
    "hub.clocks",
    "hub.threads",
    "hub.words",
)
# Pure Python, shared by server and client.
WITHOUT_DJANGO = CLIENT_MAY
# Files of one line may import each other; actions_keys.py and actions/keys.py are both actions.
FILES: list[tuple[str, ...]] = [
    ("urls", "api_urls", "routing"),
    ("views", "api", "consumers", "admin", "tasks", "management"),
    ("forms",),
    ("actions",),
    ("queries",),
    ("rules",),
    ("access",),
    ("models",),
    ("states",),
]
LAYERED = (
    "focal_points",
    "agreements",
    "mla_requests",
    "exchanges",
    "register",
    "deconfliction",
    "messaging",
    "hub.library",
    "hub.conferences",
    "hub.publishing",
    "hub.ledger",
    "hub.statistics",
    "hub.webhooks",
    "hub.transparency",
    "hub.notifications",
    "hub.audit",
    "hub.operations",
)
GUARDIAN_BASES = "guardian.models"
# Grants are written where guardian is called; create_user is what Django asks of an account model.
MAY_WRITE = ("focal_points/access.py", "focal_points/models/officer.py")
ROW_CHANGES = (
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
)
WRITES = frozenset([*ROW_CHANGES, *(f"a{name}" for name in ROW_CHANGES)])


def sources() -> list[Path]:
    """Every Python file of the product."""
    return sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(module: str, room: str) -> bool:
    """Whether a module is the room or lies in it."""
    return module == room or module.startswith(room + ".")


def imports(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Every imported name with its line: `from a import b` gives a.b, since b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and dynamic(node):
            yield node.lineno, str(node.args[0].value)  # type: ignore[attr-defined]


def dynamic(call: ast.Call) -> bool:
    """Whether a call is import_module("…") or import_string("…") with the name written out."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    named = bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    return named and name in {"import_module", "import_string", "__import__"}


def imported(path: Path) -> list[tuple[int, str]]:
    """Imports of a file, absolute."""
    module = module_of(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return list(imports(ast.parse(path.read_text(encoding="utf-8")), package))


def storey(module: str) -> int | None:
    """How far down a module lives; None for modules outside the order (settings, the client)."""
    found = [i for i, rooms in enumerate(STOREYS) for room in rooms if within(module, room)]
    return found[0] if found else None


def room_of(module: str) -> str | None:
    """The room a module belongs to."""
    return next((room for rooms in STOREYS for room in rooms if within(module, room)), None)


def points_up(module: str, target: str) -> bool:
    """Whether an import between two rooms goes up or sideways."""
    here, there = storey(module), storey(target)
    if here is None or there is None or room_of(module) == room_of(target):
        return False
    # The top line is one roof: the address list includes the pages it serves.
    return there <= here and not here == there == 0


def layer(module: str, app: str) -> int | None:
    """Which line of FILES a module of an app belongs to, if any."""
    first = module.removeprefix(app).lstrip(".").split(".")[0]
    for i, names in enumerate(FILES):
        if any(first == name or first.startswith(name + "_") for name in names):
            return i
    return None


def climbs(app: str, module: str, target: str) -> bool:
    """Whether an import inside one app goes from a lower kind of file to a higher one."""
    if not (within(module, app) and within(target, app)):
        return False
    here, there = layer(module, app), layer(target, app)
    return here is not None and there is not None and there < here


def complaints(rule: str, wrong: Iterator[str]) -> None:
    """Fail with every place that breaks the rule."""
    found = list(wrong)
    assert not found, f"{rule}\n" + "\n".join(found)


def every_import() -> Iterator[tuple[Path, int, str, str]]:
    """File, line, importing module, imported name; for the whole product."""
    for path in sources():
        for line, target in imported(path):
            yield path.relative_to(ROOT), line, module_of(path), target


def test_rooms_import_only_rooms_below() -> None:
    rule = "An import points up or sideways; see ARCHITECTURE.md, import order."
    complaints(rule, (f"{p}:{n}: {m} imports {t}" for p, n, m, t in every_import() if points_up(m, t)))


def test_every_room_has_its_place() -> None:
    known = {room for rooms in STOREYS for room in rooms} | {"hub.client", "hub.settings"}
    names = {module_of(p) for p in sources()} - {"hub"}
    lost = sorted(
        n for n in names if not any(within(n, room) for room in known) and not within(n, "hub.locale")
    )
    assert not lost, f"Modules outside the import order; give them a room in STOREYS: {lost}"


@pytest.mark.parametrize("app", LAYERED)
def test_files_of_an_app_import_only_files_below(app: str) -> None:
    rule = f"Inside {app} a lower file imports a higher one."
    complaints(rule, (f"{p}:{n}: {m} imports {t}" for p, n, m, t in every_import() if climbs(app, m, t)))


def test_client_knows_formats_only() -> None:
    ours = [
        x
        for x in every_import()
        if within(x[2], "hub.client") and x[3].split(".")[0] in ROOMS and x[3] != "hub"
    ]
    rule = "The client imports only formats and forms."
    wrong = (
        f"{p}:{n}: imports {t}" for p, n, _, t in ours if not any(within(t, room) for room in CLIENT_MAY)
    )
    complaints(rule, wrong)


def test_formats_need_no_django() -> None:
    ours = [x for x in every_import() if any(within(x[2], room) for room in WITHOUT_DJANGO)]
    rule = "Formats, forms and client run without Django."
    complaints(rule, (f"{p}:{n}: imports {t}" for p, n, _, t in ours if within(t, "django")))


def test_only_access_calls_guardian() -> None:
    callers = [
        x for x in every_import() if within(x[3], "guardian") and str(x[0]) != "focal_points/access.py"
    ]
    rule = "Only focal_points/access.py calls guardian; models may take the bases of their grant tables."
    wrong = (f"{p}:{n}: imports {t}" for p, n, m, t in callers if not takes_base(m, t))
    complaints(rule, wrong)


def takes_base(module: str, target: str) -> bool:
    """Whether a models module takes a permission table's base class."""
    return (
        "models" in module.split(".") and within(target, GUARDIAN_BASES) and target.endswith("PermissionBase")
    )


def may_write(path: Path) -> bool:
    """Actions, grants, migrations, and commands that operators type; `hub.client` has no database."""
    parts = path.relative_to(ROOT).parts
    if parts[:2] == ("hub", "client") or {"management", "migrations", "actions"} & set(parts):
        return True
    return path.stem.startswith("actions") or path.relative_to(ROOT).as_posix() in MAY_WRITE


def writes(path: Path) -> Iterator[str]:
    """Calls that change rows: x.save(…), rows.update(…). Dictionaries, sets and hashes have an update too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and changes_rows(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}(…)"


def changes_rows(call: ast.Call) -> bool:
    """Whether a call changes rows: not files, not the cache, not a model's own save handed to Django."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    # A dict, a set or a hash takes one positional argument to update, a queryset takes none.
    like_a_dict = call.func.attr == "update" and len(call.args) == 1 and not call.keywords
    return not like_a_dict and ast.unparse(call.func.value) not in {"super()", "default_storage", "cache"}


def test_only_actions_write() -> None:
    rule = "Only actions write; move the write into an action."
    complaints(rule, (found for path in sources() if not may_write(path) for found in writes(path)))


def test_no_save_signals() -> None:
    forbidden = ("django.db.models.signals", "django.dispatch.receiver")
    rule = "Nothing happens behind a save; call an action."
    wrong = (
        f"{p}:{n}: imports {t}" for p, n, _, t in every_import() if any(within(t, name) for name in forbidden)
    )
    complaints(rule, wrong)


@pytest.mark.parametrize(
    ("module", "target", "expected"),
    [
        ("hub.ledger.models", "focal_points.models", False),
        ("focal_points.actions", "hub.ledger.models", True),
        ("hub.audit.models", "hub.encryption.dsse", True),
        ("hub.base.errors", "hub.web.context", True),
        ("hub.urls", "hub.web.urls", False),
        ("mla_requests.actions", "messaging.models", True),
    ],
)
def test_the_reader_tells_up_from_down(module: str, target: str, expected: bool) -> None:
    assert points_up(module, target) is expected


def test_the_reader_sees_hidden_imports() -> None:
    hidden = "def f():\n    from focal_points import models\nif TYPE_CHECKING:\n    import hub.web.door\n"
    relative = "from . import rules\nfrom ..base import clock\nimport_module('messaging.models')\n"
    assert {t for _, t in imports(ast.parse(hidden), "x")} == {"hub.web.door", "focal_points.models"}
    found = [t for _, t in imports(ast.parse(relative), "hub.ledger")]
    assert found == ["hub.ledger.rules", "hub.base.clock", "messaging.models"]


def test_the_reader_knows_the_kind_of_a_file() -> None:
    assert climbs("focal_points", "focal_points.models.chain", "focal_points.access")
    assert climbs("focal_points", "focal_points.rules", "focal_points.actions_keys")
    assert not climbs("focal_points", "focal_points.actions.keys", "focal_points.models")
