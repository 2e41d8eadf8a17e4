"""What a rule answers. Silence is Denied: a rule that forgets a case refuses it."""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

Text: TypeAlias = "str | Promise"


@dataclass(frozen=True)
class Allowed:
    """The act may be done now."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """The act may not be done; `reason` is for people, `source` the article or rule, `code` a stable slug."""

    reason: Text
    source: str = ""
    code: str = "denied"

    def __bool__(self) -> bool:
        return False


Answer: TypeAlias = "Allowed | Denied"
ALLOWED = Allowed()
