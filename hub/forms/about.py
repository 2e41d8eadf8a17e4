"""What is known of the requested State, as the rules of completeness read it: its own directory entry, dated
sources on treaties, and the rule sets of the legal bases. No case data."""

import re
from collections.abc import Mapping
from typing import Any

from hub.forms.rulesets import bases, rules_for
from hub.forms.schema import LANGUAGES, load, words

PROFILE = ("dual_criminality", "asks_for", "channels", "hub_use", "use_limits", "costs", "law_links")
LONGEST = 400
TREATIES = {"untoc": ("UNTOC",), "tip": ("UNTOC", "TIP"), "som": ("UNTOC", "SOM")}
OWN_ARTICLE = {"uncac": "UNCAC 46"}


def about_country(
    country: str,
    names: Mapping[str, str],
    entry: Mapping[str, Any],
    bound: Mapping[str, bool],
    agreed: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What `evaluate` takes as `about`.

    `names` is the State by language, `entry` the directory entry of its authority (texts, `languages` as
    written there, `confirmed_on` as ISO date or None), `bound` says for UNTOC, TIP and SOM whether a source
    shows both States bound, `agreed` the rules that the two countries agreed on.
    """
    profile = {name: str(entry.get(name) or "") for name in PROFILE}
    listed = str(entry.get("languages") or "")
    return {
        "country": country,
        "names": _names(country, names, entry, profile, listed),
        "profile": profile,
        "languages": _agreed_languages(country, agreed) or languages_in(listed),
        "treaties": {basis: _status(needed, bound) for basis, needed in TREATIES.items()},
        "bases": {basis: _basis(basis, agreed) for basis in bases()},
    }


def languages_in(text: str) -> list[str]:
    """The codes of the languages that a free text names, in any of the interface's languages."""
    said = text.casefold()
    return [one["code"] for one in load("mla_request")["choices"]["languages"] if _named(one, said)]


def _names(
    country: str, names: Mapping[str, str], entry: Mapping[str, Any], profile: Mapping[str, str], listed: str
) -> dict[str, Any]:
    texts = {name: value[:LONGEST] for name, value in {**profile, "languages": listed}.items()}
    source = f"{country}, {entry.get('confirmed_on') or '-'}"
    return {"country": {code: words(names, code) for code in LANGUAGES}, "source": source, **texts}


def _named(choice: Mapping[str, Any], said: str) -> bool:
    labels = [word.casefold() for word in choice["label"].values()]
    return any(label in said for label in labels) or bool(re.search(rf"\b{choice['code']}\b", said))


def _status(needed: tuple[str, ...], bound: Mapping[str, bool]) -> str:
    return "bound" if all(bound.get(instrument) for instrument in needed) else "unknown"


def _basis(basis: str, agreed: Mapping[str, Any] | None) -> dict[str, Any]:
    levels = dict(rules_for(basis, agreed).stronger)
    return {"levels": levels, "rules": [], "article": OWN_ARTICLE.get(basis, "")}


def _agreed_languages(country: str, agreed: Mapping[str, Any] | None) -> list[str]:
    return list(rules_for("bilateral", agreed).languages.get(country, ())) if agreed else []
