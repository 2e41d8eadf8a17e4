"""Reading the command line, and turning whatever stops a command into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from hub.client.cli import (
    agreements,
    conferences,
    cosigning,
    deconfliction,
    erasing,
    exchanges,
    keys,
    library,
    lifecycle,
    log,
    paper,
    people,
    reading,
    register,
    site,
    threads,
    words,
    writing,
)
from hub.client.errors import Forged, Stop, forged
from hub.encryption.errors import Refused

CODES = """exit codes: 0 done, 2 wrong call, 3 refused by the hub or a rule,
4 something is forged or was changed, 5 network or hub out of order, 6 not found, 7 signed, but it waits
for a second administrator's signature, 130 stopped by you.
Keys and account live in HUB_HOME (~/.config/hub). HUB_PASSPHRASE_FILE and HUB_PASSWORD_FILE replace the
questions."""


MODULES = (
    *(keys, lifecycle, reading, writing, words, exchanges, threads, agreements, paper, register, library),
    *(conferences, deconfliction, erasing, people, cosigning, log, site),
)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    root = argparse.ArgumentParser(
        prog="hub", epilog=CODES,
        description="Sealed requests and conversations between countries. Keys never leave this machine.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    commands = root.add_subparsers(required=True, metavar="command")
    for module in MODULES:
        module.register(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code."""
    args = parser().parse_args(argv)
    try:
        result: int = args.run(args)
    except Stop as stop:
        return _say(stop)
    except Refused as refused:
        return _say(forged("This cannot be trusted", refused))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        if os.environ.get("HUB_DEBUG"):
            raise
        return _say(Forged(f"The hub's answer is not in the agreed form ({type(error).__name__}: {error})."))
    except KeyboardInterrupt:
        sys.stderr.write("\nhub: stopped. What was sealed waits; the same command goes on with it.\n")
        return 130
    except BrokenPipeError:
        return 0
    return result


def _say(stop: Stop) -> int:
    sys.stderr.write(f"hub: {stop.message}\n")
    return stop.exit_code
