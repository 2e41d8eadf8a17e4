"""The workflow: submit, clear, return, review, publish, revise, retire. One locked transaction each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint, Network
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.library import reading, telling
from hub.library.actions.drafting import begin_version
from hub.library.actions.notices import tell_about
from hub.library.actions.settling import held as locked
from hub.library.actions.settling import is_public, mirrored, settled
from hub.library.content import content_hash
from hub.library.fields import missing
from hub.library.models import Decision, ItemAudience, ItemFile, ItemVersion, LibraryItem
from hub.library.rules import Standing, may
from hub.library.states import ACTS, State
from hub.publishing.audience import Audience, rows_for

REASON = 5_000
DIRECT = ACTS.keys() - {"save"}


@dataclass
class Step:
    """One act under way."""

    item: LibraryItem
    version: ItemVersion
    by: Acting
    now: datetime
    reason: str


@transaction.atomic
def act(item_id: UUID, by: Acting, given: Any, now: datetime) -> LibraryItem:
    """Do {"act", "reason", "hash", "revision"}: with `hash` and `revision` of what was looked at.

    Raises Unseen, Forbidden, Invalid, and Conflict if the version is another one meanwhile.
    """
    sent = reading.table(given, {"act", "reason", "hash", "revision"})
    code = reading.one_of(sent.get("act"), "act", DIRECT)
    item = locked(item_id, by, now)
    standing = Standing.of(item)
    require(may(ACTS[code], standing, by))
    reason = reading.text(sent.get("reason"), "reason", REASON, required=ACTS[code].reason)
    version = standing.version or item.current
    if version is None:
        raise Unseen
    version.item = item
    _same(version, sent)
    before = is_public(item, now)
    step = Step(item, version, by, now, reason)
    STEPS[code](step)
    _kept(step, code, before=before)
    return item


def _same(version: ItemVersion, sent: Mapping[str, Any]) -> None:
    seen, revision = sent.get("hash"), reading.whole(sent.get("revision"), "revision")
    if (seen and seen != version.hash) or (revision is not None and revision != version.revision):
        detail = _("This is no longer the version that you looked at. Look at it again, then decide.")
        raise Conflict("changed_meanwhile", detail, revision=version.revision, hash=version.hash)


def _kept(step: Step, code: str, *, before: bool) -> None:
    item, now = step.item, step.now
    if item.current_id is None and item.state != State.RETIRED:
        item.state = step.version.state
        item.listed_at = now
    item.changed_at = now
    step.version.save()
    item.save()
    Decision.objects.create(
        item=item,
        version=step.version,
        act=code,
        post=step.by.focal_point,
        officer=step.by.officer,
        at=now,
        reason=step.reason,
    )
    settled(item, step.by, code, public=code in ("publish", "retire") and (before or is_public(item, now)))
    tell_about(telling.of_act(code, item, step.version, step.by, now))


def _submit(step: Step) -> None:
    version = step.version
    lacking = missing(step.item.type, version.detail)
    if version.authoritative is None:
        lacking.insert(0, "title")
    if not version.facts["licence"]:
        lacking.append("licence")
    if version.number > 1 and not version.change_note:
        lacking.append("change_note")
    if lacking:
        raise Invalid("incomplete", _("Some fields are still needed."), field=lacking[0], fields=lacking)
    version.hash = content_hash(version)
    version.state = State.SUBMITTED
    # An organisation may have one person: the Secretariat is then the second pair of eyes.
    if step.by.organisation:
        _to_review(version)


def _clear(step: Step) -> None:
    if step.version.facts["audience"]["kind"] in ("public", "network"):
        _to_review(step.version)
    else:
        step.version.state = State.CLEARANCE


def _to_review(version: ItemVersion) -> None:
    version.state = State.REVIEW
    version.reviewer = reviewer_of(version)


def reviewer_of(version: ItemVersion) -> FocalPoint | None:
    """The secretariat of the only network a version is for; None stands for the Secretariat of the hub."""
    audience = version.facts["audience"]
    if audience["kind"] != "network" or len(audience["names"]) != 1:
        return None
    network = Network.objects.filter(pk=audience["names"][0]).select_related("secretariat").first()
    return network.secretariat if network else None


def _back(step: Step) -> None:
    step.version.state, step.version.hash, step.version.reviewer = State.DRAFT, "", None


def _pass(step: Step) -> None:
    step.version.state = State.CLEARANCE


def _publish(step: Step) -> None:
    item, version = step.item, step.version
    if content_hash(version) != version.hash:
        raise Conflict("changed_meanwhile", _("This is not what was cleared. Return it and clear it again."))
    version.state, version.published_at = State.PUBLISHED, step.now
    version.save()
    mirrored(item, version.facts)
    item.current, item.state, item.listed_at = version, State.PUBLISHED, step.now
    audience = Audience(version.facts["audience"]["kind"], tuple(version.facts["audience"]["names"]))
    item.audience_rows.all().delete()
    ItemAudience.objects.bulk_create(rows_for(ItemAudience, item, audience.tokens(item.country_id)))


def _revise(step: Step) -> None:
    old = step.version
    facts = {**old.facts, "embargo_until": ""}
    new = begin_version(step.item, old.number + 1, facts, dict(old.detail))
    for row in old.renditions.prefetch_related("files"):
        files = list(row.files.all())
        row.pk, row.version = None, new
        row.save(force_insert=True)
        ItemFile.objects.bulk_create(_copy(file, row) for file in files)
    new.item = step.item
    step.version, step.item.state = new, State.UNDER_REVISION


def _copy(file: ItemFile, row: Any) -> ItemFile:
    same = {name: getattr(file, name) for name in ("name", "media_type", "size", "sha256", "storage")}
    return ItemFile(rendition=row, **same)


def _retire(step: Step) -> None:
    item = step.item
    item.state, item.retired_at, item.retired_reason = State.RETIRED, step.now, step.reason
    if step.version.state != State.PUBLISHED:
        step.version.state = State.RETIRED


STEPS: Mapping[str, Callable[[Step], None]] = {
    "submit": _submit,
    "clear": _clear,
    "return": _back,
    "review_pass": _pass,
    "publish": _publish,
    "revise": _revise,
    "retire": _retire,
}
