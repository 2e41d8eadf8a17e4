"""Names of countries as people write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

# Names in use that are no form of the official one.
ALIASES = {
    "laos": "LA", "russia": "RU", "unitedstates": "US", "usa": "US", "unitedkingdom": "GB", "uk": "GB",
    "moldova": "MD", "palestine": "PS", "syria": "SY", "tanzania": "TZ", "northkorea": "KP",
    "southkorea": "KR", "turkey": "TR", "ivorycoast": "CI", "czechrepublic": "CZ", "macedonia": "MK",
    "swaziland": "SZ", "burma": "MM", "capeverde": "CV", "easttimor": "TL", "republicofkorea": "KR",
    "vatican": "VA", "unitedstatesofamerica": "US", "netherlands": "NL", "holysee": "VA",
    "kyrgyzstan": "KG", "iran": "IR", "venezuela": "VE", "vietnam": "VN",
}  # fmt: skip
BRACKETS = re.compile(r"\([^()]*\)")
DROPPED = ("the", "republicof", "stateof", "kingdomof")


def fold(name: str) -> str:
    """A name without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(one for one in plain if one.isalnum())


def names_of(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """{folded name: code} from (code, official name), with the forms that leave out what is in brackets."""
    found: dict[str, str] = {}
    for code, name in rows:
        short = fold(BRACKETS.sub("", name))
        forms = {fold(name), short, *(short.removeprefix(word) for word in DROPPED)}
        for form in forms - {""}:
            found.setdefault(form, code)
    known = set(found.values())
    return found | {alias: code for alias, code in ALIASES.items() if code in known}


def country(name: str, names: Mapping[str, str]) -> str:
    """The code for a name or a code of two letters; empty if there is none."""
    given = name.strip()
    if len(given) == 2 and given.upper() in names.values():
        return given.upper()
    folded = fold(given)
    return names.get(folded) or names.get(folded.removeprefix("the")) or ""
