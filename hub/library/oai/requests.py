"""What a harvester asks (OAI-PMH 2.0, section 3): checked strictly, refused with the codes of section 3.6."""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
from django.http import QueryDict

from hub.library.states import ItemType

PREFIX = "oai_dc"
# Verb → arguments it must have, arguments it may have.
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
LISTS = frozenset({"ListIdentifiers", "ListRecords"})
DAY, SECOND = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Refused(Exception):  # noqa: N818 - named as everywhere here
    """An answer that is an error: its code and what is wrong."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


@dataclass(frozen=True)
class Asked:
    """A checked request; `after` is where a resumption goes on: stamp and number of the last record sent."""

    verb: str
    identifier: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    type: str = ""
    after: tuple[datetime, int] | None = None


def read(sent: QueryDict) -> Asked:
    """The request as it was meant. Raises Refused for whatever the protocol does not allow."""
    repeated = any(len(sent.getlist(name)) > 1 for name in sent)
    verb = sent.get("verb", "")
    if verb not in VERBS or (repeated and len(sent.getlist("verb")) > 1):
        raise Refused("badVerb", "There is no such verb.")
    given = {name: str(sent[name]) for name in sent if name != "verb"}
    if repeated:
        raise Refused("badArgument", "An argument is given twice.")
    if "resumptionToken" in given:
        return _resumed(verb, given)
    _check(verb, frozenset(given))
    if given.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refused("cannotDisseminateFormat", "Only oai_dc is given.")
    return _asked(verb, given)


def token(asked: Asked, last: tuple[datetime, int]) -> str:
    """What a harvester sends back to go on: the whole question, so that nothing is kept here."""
    said = [
        asked.verb,
        _text(asked.begin),
        _text(_inclusive(asked.end)),
        asked.type,
        _exact(last[0]),
        last[1],
    ]
    return urlsafe_b64encode(orjson.dumps(said)).decode().rstrip("=")


def _resumed(verb: str, given: Mapping[str, str]) -> Asked:
    if set(given) != {"resumptionToken"}:
        raise Refused("badArgument", "A resumption token stands alone.")
    if verb not in LISTS:
        raise Refused("badResumptionToken", "This verb gives no resumption tokens.")
    sent = given["resumptionToken"][:1000]
    try:
        said = orjson.loads(urlsafe_b64decode(sent + "=" * (-len(sent) % 4)))
        of_verb, begin, end, kind, stamp, number = said
        after = (datetime.fromisoformat(stamp).astimezone(UTC), int(number))
        asked = _asked(verb, {"from": begin, "until": end, "set": kind and f"type:{kind}"}, after)
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error, Refused) as error:
        raise Refused("badResumptionToken", "This token was not given here.") from error
    if of_verb != verb or not -(2**31) < after[1] < 2**31:
        raise Refused("badResumptionToken", "This token was not given here.")
    return asked


def _check(verb: str, given: frozenset[str]) -> None:
    needed, possible = VERBS[verb]
    if needed - given:
        raise Refused("badArgument", f"Missing: {', '.join(sorted(needed - given))}.")
    if given - needed - possible:
        raise Refused("badArgument", "There is an argument that this verb does not have.")


def _asked(verb: str, given: Mapping[str, str], after: tuple[datetime, int] | None = None) -> Asked:
    begin, end = given.get("from") or "", given.get("until") or ""
    if begin and end and len(begin) != len(end):
        raise Refused("badArgument", "from and until differ in granularity.")
    first, last = _moment(begin), _moment(end)
    if last is not None:
        # until is inclusive: the whole day, or the whole second.
        last += timedelta(days=1) if DAY.fullmatch(end) else timedelta(seconds=1)
    if first and last and first >= last:
        raise Refused("badArgument", "from is later than until.")
    return Asked(verb, given.get("identifier", ""), first, last, _type(given.get("set") or ""), after)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    if not (DAY.fullmatch(said) or SECOND.fullmatch(said)) or not said.isascii():
        raise Refused("badArgument", "A date looks like 2026-11-22 or 2026-11-22T10:00:00Z.")
    try:
        found = datetime.fromisoformat(said).replace(tzinfo=UTC)
        return found if found.year < 9999 else found.replace(year=9998, day=28)
    except ValueError as error:
        raise Refused("badArgument", "There is no such day.") from error


def _type(said: str) -> str:
    if not said:
        return ""
    kind = said.removeprefix("type:")
    if kind == said or kind not in ItemType.values:
        raise Refused("noRecordsMatch", "There is no such set.")
    return kind


def _text(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _inclusive(end: datetime | None) -> datetime | None:
    return end - timedelta(seconds=1) if end else None


def _exact(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
