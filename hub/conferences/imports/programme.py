"""The programme of a conference from a table or a calendar file, item by item."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from hub.conferences.imports.fates import REFUSED, Fate, Note, settle
from hub.conferences.imports.names import fold
from hub.conferences.imports.table import MOST_BYTES, MOST_LINES, Line, decode, read_sheet

NEEDED = ("day", "title")
LANGUAGES = ("en", "fr", "ar")
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?", re.ASCII)
HOUR = re.compile(r"(\d{1,2})[:.h](\d\d)", re.ASCII)
ESCAPES = {"\\n": " ", "\\N": " ", "\\,": ",", "\\;": ";", "\\\\": "\\"}
LONGEST = 300


@dataclass(frozen=True)
class Item:
    """One item of a programme; `title` by language."""

    day: date
    start: time | None
    end: time | None
    titles: tuple[tuple[str, str], ...]
    place: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """The same day, time and title, the same key."""
        return item_key(self.day, self.start, dict(self.titles))


def item_key(day: date, start: time | None, titles: dict[str, str]) -> str:
    """What two programmes have in common if they name the same item."""
    first = titles.get("en") or next(iter(titles.values()), "")
    parts = (day.isoformat(), start.strftime("%H:%M") if start else "", fold(first) or first)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def read_programme(raw: bytes, days: tuple[date, date], known: frozenset[str] = frozenset()) -> list[Fate]:
    """The fate of every line of a CSV file, or of every VEVENT of an ICS file (RFC 5545)."""
    text = decode(raw[:200])[0].lstrip("\ufeff \r\n\t")
    seen: dict[str, int] = {}
    if text.upper().startswith("BEGIN:VCALENDAR"):
        if len(raw) > MOST_BYTES:
            return [Fate(1, REFUSED, (Note("too_large", {"most": MOST_BYTES // 1024 // 1024}),))]
        events = _events(decode(raw)[0])
        return [_fate(number, _of_event(event), days, seen, known) for number, event in events]
    sheet = read_sheet(raw, NEEDED)
    fates = [_fate(number, _of_line(line), days, seen, known) for number, line in sheet.lines]
    return sorted([*fates, *sheet.broken], key=lambda fate: fate.line)


Found = tuple[Item, list[Note]] | Note


def _fate(
    number: int, found: Found, days: tuple[date, date], seen: dict[str, int], known: frozenset[str]
) -> Fate:
    if isinstance(found, Note):
        return Fate(number, REFUSED, (found,))
    item, notes = found
    if not days[0] <= item.day <= days[1]:
        return Fate(number, REFUSED, (Note("outside", {"day": item.day.isoformat()}),))
    return settle(number, item, notes, seen, known)


def _of_line(line: Line) -> Found:
    try:
        day = date.fromisoformat(line["day"])
    except ValueError:
        return Note("no_day", {"value": line["day"][:30]})
    hours: list[time | None] = []
    notes: list[Note] = []
    for name in ("start", "end"):
        given = line.get(name, "")
        hour = _hour(given)
        if given and hour is None:
            return Note("no_time", {"value": given[:30]})
        if hour is not None and given != hour.strftime("%H:%M"):
            notes.append(Note("number", {"was": given[:30], "now": hour.strftime("%H:%M")}))
        hours.append(hour)
    more = {code: line.get(f"title_{code}", "") for code in LANGUAGES}
    titles = {"en": line["title"], **{code: text for code, text in more.items() if text}}
    if not titles["en"]:
        return Note("no_title")
    item = Item(
        day, hours[0], hours[1], _cut(titles), line.get("place", "")[:120], line.get("number", "")[:10]
    )
    return item, notes


def _hour(given: str) -> time | None:
    found = HOUR.fullmatch(given)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _of_event(event: dict[str, str]) -> Found:
    given = event.get("DTSTART", "")
    begins, notes = _moment(given), list[Note]()
    if begins is None:
        return Note("no_day", {"value": given[:30]})
    ends = _moment(event.get("DTEND", ""))
    if not event.get("SUMMARY"):
        return Note("no_title")
    if given.endswith("Z"):
        notes.append(Note("zone", {"was": "UTC"}))
    titles = {"en": event["SUMMARY"]}
    until = ends[1] if ends else None
    return Item(begins[0], begins[1], until, _cut(titles), event.get("LOCATION", "")[:120]), notes


def _cut(titles: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, text[:LONGEST]) for code, text in titles.items())


def _moment(given: str) -> tuple[date, time | None] | None:
    found = MOMENT.fullmatch(given)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, time(int(found[4]), int(found[5])) if found[4] else None
    except ValueError:
        return None


def _events(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line on which it begins, {property: value}) of each VEVENT; folded lines are joined (RFC 5545 3.1)."""
    event: dict[str, str] | None = None
    begins = count = 0
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].strip().upper()
        if name == "BEGIN" and value.strip().upper() == "VEVENT":
            event, begins = {}, number
        elif name == "END" and value.strip().upper() == "VEVENT" and event is not None:
            yield begins, event
            event, count = None, count + 1
            if count == MOST_LINES:
                return
        elif event is not None:
            event.setdefault(name, _unescaped(value).strip())


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    held, begins = "", 1
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
            continue
        if held:
            yield begins, held
        held, begins = line, number
    if held:
        yield begins, held


def _unescaped(value: str) -> str:
    return re.sub(r"\\[nN,;\\]", lambda found: ESCAPES[found.group()], value)
