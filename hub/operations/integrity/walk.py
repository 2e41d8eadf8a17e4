"""One walk over everything: chains first, since all signatures are judged by them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.encryption.chain import ChainState
from hub.operations.integrity import stored
from hub.operations.integrity.chains import chains
from hub.operations.integrity.findings import Finding
from hub.operations.integrity.lapses import lapses
from hub.operations.integrity.log import log
from hub.operations.integrity.streams import streams


@dataclass
class Seen:
    """What a walk looked at, and what it found."""

    events: int = 0
    chains: int = 0
    findings: list[Finding] = field(default_factory=list)


def walk() -> Seen:
    """Look at everything and write nothing.

    Beside a working hub, what is being written may look broken for a moment: look twice.
    """
    states: dict[str, ChainState] = {}
    seen = Seen()
    for one in _everything(states):
        if isinstance(one, int):
            seen.events += one
        else:
            seen.findings.append(one)
    seen.chains = len(states)
    return seen


def _everything(states: dict[str, ChainState]) -> Iterator[Finding | int]:
    yield from chains(states)
    yield from streams(states)
    yield from lapses()
    yield from log()
    yield from stored.unclaimed()
    yield from stored.library()
