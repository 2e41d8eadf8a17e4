"""What a look finds: the name of a thing and what is wrong with it; never any of its content."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from hub.encryption.errors import Refused


@dataclass(frozen=True)
class Finding:
    """`what` names the thing (e.g. `event <id>`), `why` is a stable slug or a few words."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


@dataclass
class Findings:
    """Collects findings of one thing after the other."""

    found: list[Finding] = field(default_factory=list)

    def add(self, what: str, why: str) -> None:
        """Write one down."""
        self.found.append(Finding(what, why))

    def same(self, what: str, name: str, kept: object, signed: object) -> None:
        """A column must hold what the signed text says."""
        if kept != signed:
            self.add(what, f"the column {name} differs from what was signed")

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """A refusal of the formats, or a damaged shape that breaks the reading of it, is a finding."""
        try:
            yield
        except Refused as refused:
            self.add(what, refused.code)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            self.add(what, "unreadable")

    def take(self) -> list[Finding]:
        """What was found since the last call."""
        taken, self.found = self.found, []
        return taken
