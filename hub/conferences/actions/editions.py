"""Series and their editions: made, changed, moved on, cloned for the next time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from focal_points.models import Country, Network
from hub.base.errors import Conflict, Invalid, require
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, sets, telling
from hub.conferences.models import AgendaItem, Conference, Kind, Series, Visibility, WorkingGroup
from hub.conferences.queries_lineage import unaccounted
from hub.conferences.states import CONFERENCE_MOVES, SETTLED
from hub.publishing import symbols
from hub.publishing.actions import changed

SERIES = {"code": inputs.series, "name": inputs.labels(200), "network": inputs.maybe(inputs.text(30))}
FIELDS: dict[str, inputs.Clean] = {
    "title": inputs.labels(300),
    "city": inputs.text(120),
    "country": inputs.maybe(inputs.code),
    "country_name": inputs.text(120),
    "start": inputs.day,
    "end": inputs.day,
    "kind": inputs.choice(Kind.values),
    "visibility": inputs.choice(Visibility.values),
    "host": inputs.text(200),
    "aims": inputs.labels(4000),
    "source": inputs.text(500),
    "label": inputs.text(60),
    "predecessor": inputs.maybe(inputs.key),
}
NEW = FIELDS | {"number": inputs.maybe(inputs.whole(1, 9999))}
LONGEST_CHAIN = 200


@transaction.atomic
def add_series(data: Mapping[str, Any], *, by: Acting, now: datetime) -> Series:
    """A new series: {"code", "name", "network"?}. Raises Invalid, Forbidden, Conflict series_there."""
    del now
    clean = inputs.read(SERIES, data, ("code", "name"))
    network = Network.objects.filter(pk=clean["network"]).first() if clean.get("network") else None
    if clean.get("network") and network is None:
        raise inputs.bad("network", _("There is no such network."))
    made = Series(code=clean["code"], name=clean["name"], network=network)
    require(rules.may_organise_series(by, made))
    if Series.objects.filter(pk=made.code).exists():
        raise Conflict("series_there", _("There is a series with this code. Choose another one."))
    made.save(force_insert=True)
    telling.noted("add_series", made.code, by)
    return made


@transaction.atomic
def begin(series: str, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Conference:
    """A new edition of a series. The edition before it is its predecessor unless another is named.

    Raises Unseen, Invalid, Forbidden, Conflict number_there.
    """
    of = locking.series(series)
    del now
    require(rules.may_organise_series(by, of))
    clean = inputs.read(NEW, data, ("title", "start", "end"))
    number = clean.pop("number", None) or _next_number(of)
    if of.editions.filter(number=number).exists():
        raise Conflict("number_there", _("There is an edition with this number already."))
    one = Conference(series=of, number=number, created_by=by.focal_point)
    if "predecessor" not in clean:
        before = of.editions.filter(start__lt=clean["start"]).order_by("-start").first()
        clean["predecessor"] = before.pk if before else None
    _fill(one, clean, by)
    one.symbol = symbols.conference(of.code, one.year, number)
    one.save(force_insert=True)
    _after(one, "begin", by)
    return one


def _next_number(of: Series) -> int:
    found: int = of.editions.aggregate(last=Max("number"))["last"] or 0
    return found + 1


@transaction.atomic
def change(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Conference:
    """Change what is said about a conference; number and symbol stay. Raises Unseen, Invalid, Forbidden."""
    del now
    one = locking.conference(by, pk)
    require(rules.may_prepare(by, one))
    clean = inputs.read(FIELDS, data)
    before, shown = one.predecessor_id, one.visibility
    _fill(one, clean, by)
    if one.predecessor_id != before and one.sets.exclude(state__in=("draft", "consolidated")).exists():
        text = _("The edition before it cannot change any more: the text is being adopted or was adopted.")
        raise Conflict("wrong_state", text)
    if shown == Visibility.PUBLIC != one.visibility:
        _require_unpublished(one)
        changed()
    one.save()
    _after(one, "change", by)
    return one


def _require_unpublished(one: Conference) -> None:
    """What everybody may cite stays where it is."""
    if one.sets.filter(published_at__isnull=False).exists():
        text = _("Its recommendations were published to everybody and stay so; their addresses are cited.")
        raise Conflict("wrong_state", text)


def _fill(one: Conference, clean: dict[str, Any], by: Acting) -> None:
    """Take over clean fields; nothing is saved."""
    if "country" in clean:
        one.country = _country(clean.pop("country"))
    if "predecessor" in clean:
        one.predecessor = _predecessor(clean.pop("predecessor"), by)
    for name, value in clean.items():
        setattr(one, name, value)
    if not one.title:
        raise inputs.bad("title", _("This is needed."))
    if one.end < one.start:
        raise inputs.bad("end", _("The last day is before the first."))
    if (one.end - one.start).days > 60:
        raise inputs.bad("end", _("A conference lasts 60 days at most."))
    _no_circle(one)


def _country(code: str | None) -> Country | None:
    if code is None:
        return None
    found = Country.objects.filter(pk=code, kind=Country.Kind.COUNTRY).first()
    if found is None:
        raise inputs.bad("country", _("There is no such country."))
    return found


def _predecessor(pk: UUID | None, by: Acting) -> Conference | None:
    if pk is None:
        return None
    found = Conference.objects.visible_to(by).filter(pk=pk).first()
    if found is None:
        raise inputs.bad("predecessor", _("There is no such conference that you can see."))
    return found


def _no_circle(one: Conference) -> None:
    """An edition follows an earlier one."""
    before, steps = one.predecessor, 0
    if before is not None and before.start > one.start:
        raise inputs.bad("predecessor", _("The edition before it begins later than this one."))
    while before is not None and steps < LONGEST_CHAIN:
        if before.pk == one.pk:
            raise inputs.bad("predecessor", _("A conference cannot follow itself."))
        before, steps = before.predecessor, steps + 1


@transaction.atomic
def move(pk: UUID, act: str, *, by: Acting, now: datetime) -> Conference:
    """An act of the table of conferences.

    Raises Unseen, Invalid unknown_act, Forbidden, Conflict sets_open, Conflict unaccounted with `ancestors`
    when an edition is to close and nobody has said what became of all of them.
    """
    one = locking.conference(by, pk)
    step = CONFERENCE_MOVES.get(act)
    if step is None:
        raise Invalid("unknown_act", _("There is no such act."), field="act")
    require(rules.may_move(by, one, step))
    if act == "close":
        require_accounted(one)
        _require_settled(one)
    if act == "start_drafting" and not one.sets.exists():
        sets.begin(one, {}, by)
    one.state = step.target
    one.save(update_fields=["state", "updated"])
    telling.noted(act, one.pk, by)
    telling.told(one, act, one.pk, by, now.date())
    telling.public_changed(one)
    return one


def _require_settled(one: Conference) -> None:
    """A text on its way cannot be left behind by closing."""
    waiting = one.sets.exclude(state__in=SETTLED)
    if waiting.exists():
        symbols_ = list(waiting.values_list("symbol", flat=True))
        raise Conflict("sets_open", _("A set of recommendations is not adopted yet."), sets=symbols_)


def require_accounted(one: Conference) -> None:
    """Raise Conflict unaccounted, naming every ancestor without a fate."""
    missing = unaccounted(one)
    if missing:
        named = [{"id": str(each.pk), "symbol": each.symbol, "para_no": each.para_no} for each in missing]
        text = _(
            "Say first what became of every recommendation of the edition before; reasons for dropped ones."
        )
        raise Conflict("unaccounted", text, ancestors=named)


@transaction.atomic
def clone(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Conference:
    """The next edition: groups by theme and the programme's skeleton come along, nobody's attendance.

    `data` as for `begin`; what is not given is taken from the edition before. Its recommendations are the
    ancestors that the new edition must account for.
    """
    old = locking.conference(by, pk)
    kept = {name: getattr(old, name) for name in ("title", "kind", "visibility", "aims")}
    new = begin(old.series_id, kept | dict(data) | {"predecessor": str(old.pk)}, by=by, now=now)
    shift = new.start - old.start
    AgendaItem.objects.bulk_create([_item(new, item, shift) for item in old.agenda.all()])
    groups = [WorkingGroup(conference=new, theme=each.theme, name=each.name) for each in old.groups.all()]
    WorkingGroup.objects.bulk_create(groups)
    telling.noted("clone", new.pk, by)
    return new


def _item(new: Conference, item: AgendaItem, shift: timedelta) -> AgendaItem:
    day = min(item.day + shift, new.end)
    return AgendaItem(
        conference=new, number=item.number, day=day, start=item.start, end=item.end, title=item.title
    )


def _after(one: Conference, act: str, by: Acting) -> None:
    telling.noted(act, one.pk, by)
    telling.public_changed(one)
