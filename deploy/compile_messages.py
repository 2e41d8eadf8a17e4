"""Compile translations: `python deploy/compile_messages.py FILE.po …`. By polib, so gettext is not needed."""

import sys
from pathlib import Path

import polib


def main(sources: list[str]) -> None:
    """Write the .mo beside each .po; fuzzy entries are left out."""
    for source in sources:
        polib.pofile(source).save_as_mofile(str(Path(source).with_suffix(".mo")))


if __name__ == "__main__":
    main(sys.argv[1:])
