"""Options of `hub act`, one kind for each type of field in the forms of acts: how it is asked, and how read.

So a new field in the form is a new option here, with the same words, and nobody writes it twice.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.client.acts import Item
from hub.client.acts.deciding import meant
from hub.client.acts.giving import listed_items
from hub.client.acts.making import numbered
from hub.client.drafts import attachment, find_post
from hub.client.errors import Usage
from hub.client.requests import Request
from hub.client.session import Session
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource
from hub.forms.schema import Field


@dataclass
class Given:
    """An act in the making: what the options said so far."""

    session: Session
    request: Request
    args: argparse.Namespace
    kind: str
    facts: Json = field(default_factory=dict)
    fields: Json = field(default_factory=dict)
    files: list[FileSource] = field(default_factory=list)

    def said(self, name: str) -> Any:
        """The value of an option."""
        return getattr(self.args, name.replace("-", "_"))


@dataclass(frozen=True)
class Option:
    """`add` puts the option on a parser, `read` turns it into facts, fields and files."""

    add: Callable[[argparse.ArgumentParser, Field], None]
    read: Callable[[Given, Field], None]


def pair(given: str) -> tuple[str, str]:
    """A label and a value from LABEL=VALUE. Raises Usage."""
    label, equals, value = given.partition("=")
    if not equals or not value:
        raise Usage(f"“{given}” should look like m1=value.")
    return label.strip(), value


def pairs(given: list[str]) -> dict[str, str]:
    """Several of them."""
    return dict(map(pair, given))


def _name(each: Field) -> str:
    return "--" + each.id.replace("_", "-")


def _codes(each: Field) -> list[str]:
    return [one.code for one in each.choices]


def _plain(metavar: str, *, required: bool = True) -> Callable[[argparse.ArgumentParser, Field], None]:
    def add(parser: argparse.ArgumentParser, each: Field) -> None:
        parser.add_argument(_name(each), metavar=metavar, required=required, help=_help(each))

    return add


def _choice(parser: argparse.ArgumentParser, each: Field) -> None:
    codes = _codes(each)
    default = next((one for one in ("formal", "unknown", "") if one in codes), None)
    parser.add_argument(
        _name(each), choices=codes, default=default, required=default is None, help=_help(each)
    )


def _many(
    name: str, metavar: str, *, required: bool = True
) -> Callable[[argparse.ArgumentParser, Field], None]:
    def add(parser: argparse.ArgumentParser, each: Field) -> None:
        parser.add_argument(
            name, action="append", default=[], metavar=metavar, required=required, help=_help(each)
        )

    return add


def _help(each: Field) -> str:
    codes = f": {', '.join(_codes(each))}" if each.choices else ""
    return f"{each.label['en']}{codes} [{each.rule}]".replace("%", "%%")


def _fact(given: Given, each: Field) -> None:
    given.facts[each.id] = given.said(each.id)


def _flag(given: Given, each: Field) -> None:
    given.facts[each.id] = given.said(each.id) == "yes"


def _final(given: Given, each: Field) -> None:
    given.facts[each.id] = not given.args.interim


def _post(given: Given, each: Field) -> None:
    wanted = given.said(each.id)
    given.facts[each.id] = find_post(given.session, wanted) if wanted else None


def _officer(given: Given, each: Field) -> None:
    wanted = given.said(each.id)
    officers = given.session.own_chain().officers.values()
    found = [one.officer for one in officers if wanted in (one.officer, one.name) and one.removed_seq is None]
    if len(found) != 1:
        raise Usage(f"Your country has no single officer “{wanted}”. See: hub officers list")
    given.facts[each.id] = found[0]


def _labels(given: Given, each: Field) -> None:
    """Measures, all that the act can be about unless some are named."""
    given.facts[each.id] = given.args.measure or meant(given.request, given.kind)


def _by_measure(option: str) -> Callable[[Given, Field], None]:
    def read(given: Given, each: Field) -> None:
        given.facts[each.id] = pairs(given.said(option))

    return read


def _numbered(letter: str, option: str) -> Callable[[Given, Field], None]:
    """Texts that get the next labels; a text may begin with a word of the list: link=How is …"""

    def read(given: Given, each: Field) -> None:
        found = [_worded(one, _codes(each)) for one in given.said(option)]
        last = given.request.standing.last_question if letter == "q" else 0
        labels = numbered(letter, last, [text for _, text in found])
        given.facts[each.id] = dict(zip(labels, [word for word, _ in found], strict=True))
        given.fields[each.id] = dict(zip(labels, [text for _, text in found], strict=True))

    return read


def _worded(text: str, codes: list[str]) -> tuple[str, str]:
    word, equals, rest = text.partition("=")
    return (word, rest) if equals and word in codes else ("other", text)


def _answers(given: Given, each: Field) -> None:
    answered, cannot = pairs(given.args.answer), dict(_reason(one) for one in given.args.cannot)
    missing = set(given.request.standing.open_questions) - {*answered, *cannot}
    if missing:
        raise Usage(f"These questions are still without an answer: {', '.join(sorted(missing))}.")
    given.facts[each.id] = {
        **dict.fromkeys(answered, "answered"), **dict.fromkeys(cannot, "cannot_provide")
    }  # fmt: skip
    given.fields[each.id] = {**answered, **{label: why for label, why in cannot.items() if why}}


def _reason(given: str) -> tuple[str, str]:
    label, _, why = given.partition("=")
    return label, why


def _conditions(given: Given, each: Field) -> None:
    terms = pairs(given.args.condition)
    given.facts[each.id], given.fields["conditions"] = list(terms), terms


def _items(given: Given, each: Field) -> None:
    args = given.args
    items = [Item(_there(path), label, args.limit, args.return_by) for label, path in map(pair, args.item)]
    given.facts[each.id], more = listed_items(given.request, items)
    given.fields.update(more)
    given.files += [attachment(one.path) for one in items]


def _there(path: str) -> Path:
    if not Path(path).is_file():
        raise Usage(f"The file {path} is not there.")
    return Path(path)


def _counts(given: Given, each: Field) -> None:
    counted = pairs(given.args.count)
    if not all(one.isdecimal() for one in counted.values()):
        raise Usage("--count is a word and a whole number, for example accounts=3.")
    given.facts[each.id] = {word: int(number) for word, number in counted.items()}


def _receipts(given: Given, each: Field) -> None:
    missing = given.args.missing
    given.facts[each.id] = {
        label: "missing" if label in missing else "received" for label in given.request.standing.open_items
    }


def _use(given: Given, each: Field) -> None:
    given.facts[each.id] = numbered("u", len(given.request.standing.uses), [""])[0]


def _nothing(_parser: argparse.ArgumentParser, _field: Field) -> None:
    """The program knows this one."""


def _item_options(parser: argparse.ArgumentParser, each: Field) -> None:
    parser.add_argument("--item", action="append", default=[], metavar="m1=FILE", help=_help(each))
    parser.add_argument("--limit", default="18.19", help="limit on use: 18.19, none, or your words")
    parser.add_argument("--return-by", metavar="DATE", help="these are originals, wanted back by this day")


def _answer_options(parser: argparse.ArgumentParser, each: Field) -> None:
    parser.add_argument("-a", "--answer", action="append", default=[], metavar="q1=TEXT", help=_help(each))
    parser.add_argument(
        "--cannot", action="append", default=[], metavar="q1[=WHY]", help="this answer cannot be given"
    )


def _yes_no(parser: argparse.ArgumentParser, each: Field) -> None:
    parser.add_argument(_name(each), choices=("yes", "no"), required=True, help=_help(each))


def _interim(parser: argparse.ArgumentParser, _field: Field) -> None:
    parser.add_argument("--interim", action="store_true", help="more will follow")


def _question_option(parser: argparse.ArgumentParser, each: Field) -> None:
    parser.add_argument(
        "-q", "--question", action="append", default=[], required=True, metavar="[TOPIC=]TEXT",
        help=_help(each),
    )  # fmt: skip


OPTIONS: dict[str, Option] = {
    "date": Option(_plain("DATE"), _fact),
    "moment": Option(_plain("2026-11-22T03:10:00Z"), _fact),
    "choice": Option(_choice, _fact),
    "flag": Option(_yes_no, _flag),
    "bool": Option(_interim, _final),
    "post": Option(_plain("ID|COUNTRY", required=False), _post),
    "officer": Option(_plain("NAME|ID"), _officer),
    "questions": Option(_question_option, _numbered("q", "question")),
    "deficiencies": Option(_many("--deficiency", "[WORD=]TEXT"), _numbered("f", "deficiency")),
    "answers": Option(_answer_options, _answers),
    "measure": Option(_plain("m1"), _fact),
    "measures": Option(_many("--measure", "m1", required=False), _labels),
    "grounds": Option(_many("--measure", "m1=GROUND"), _by_measure("measure")),
    "conditions": Option(_many("--condition", "m1=TEXT"), _conditions),
    "outcomes": Option(_many("--outcome", "m1=OUTCOME", required=False), _by_measure("outcome")),
    "procedures": Option(_many("--procedure", "m1=WORD", required=False), _by_measure("procedure")),
    "items": Option(_item_options, _items),
    "counts": Option(_many("--count", "WORD=NUMBER", required=False), _counts),
    "receipts": Option(_many("--missing", "i1", required=False), _receipts),
    "words": Option(_many("--used-in", "WORD", required=False), _fact),
    "duties": Option(_many("--duties", "d1"), _fact),
    "use": Option(_nothing, _use),
    "useitems": Option(_many("--items", "i1"), _fact),
    "askeduse": Option(_plain("u1"), _fact),
}
