"""Write the vector files: `python -m tests.vectors.make`.

Published vectors and everything computed come out the same each time; what holds a random nonce or
key (events, keystores, boxes) is new each time and says "open this and expect that".
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from tests.vectors import acts, lapses, logs, own, published, sealed

HERE = Path(__file__).parent

PUBLISHED: dict[str, Callable[[], tuple[str, own.Cases]]] = {
    "rfc8032": published.rfc8032,
    "rfc7748": published.rfc7748,
    "rfc5869": published.rfc5869,
    "rfc9180": published.rfc9180,
    "wycheproof_ed25519": published.wycheproof,
    "cobblestone": published.cobblestone,
    "rfc6962": logs.rfc6962,
}
OWN: dict[str, Callable[[], own.Cases]] = {
    "frame": own.frames,
    "canonical": own.canonicals,
    "padme": own.paddings,
    "denylist": own.denylist,
    "wrap": sealed.wraps,
    "seed": sealed.seeds,
    "part": sealed.parts,
    "commitment": own.commitments,
    "codes": own.human_codes,
    "invitation": own.invitations,
    "keystore": sealed.keystores,
    "dsse": own.envelopes,
    "event": acts.events,
    "chain": acts.chains,
    "stream": acts.streams,
    "receipt": acts.receipts,
    "lapse": lapses.lapses,
    "log": logs.logs,
    "bundle": acts.bundles,
    "refused_event": acts.refused_events,
    "refused_chain": acts.refused_chains,
}


def main() -> None:
    """Write every file beside this one; with the argument "procedure", that one alone."""
    if sys.argv[1:] == ["procedure"]:
        write_walks()
        return
    for name, make in PUBLISHED.items():
        write(name, *make())
    for name, ours in OWN.items():
        write(name, own.OURS, ours())
    write_walks()


def write_walks() -> None:
    """Write procedure.json, one walk a line: it is large. The rules that judge its acts need Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.vectors import walks

    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in walks.walks())
    text = f'{{"source": {json.dumps(own.OURS)}, "cases": [\n{lines}\n]}}\n'
    (HERE / "procedure.json").write_text(text, encoding="utf-8")


def write(name: str, source: str, cases: own.Cases) -> None:
    """Write one file, {"source", "cases"}."""
    text = json.dumps({"source": source, "cases": cases}, indent=1, ensure_ascii=False)
    (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
