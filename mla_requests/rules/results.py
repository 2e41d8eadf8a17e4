"""Guards of results and their receipt (UNTOC articles 18(17), 18(19), 18(24))."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import DONE_MEASURE, MeasureStatus, Standing, Status
from mla_requests.rules.labels import among, continues, first
from mla_requests.rules.question import Question


def send(asked: Question) -> Answer:
    """Results only for accepted measures; the last ones leave no measure without an outcome."""
    facts, standing = asked.facts, asked.standing
    if facts is None:
        return ALLOWED
    running = standing.labels(MeasureStatus.IN_EXECUTION)
    executed = standing.labels(MeasureStatus.IN_EXECUTION, *DONE_MEASURE)
    return first(
        among(facts["outcomes"], running, "18(17)"),
        among([item["measure"] for item in facts["items"]], executed, "18(19)"),
        _days(asked),
        _final(asked) if facts["final"] else ALLOWED,
        _numbered(asked),
    )


def _days(asked: Question) -> Answer:
    """Originals are lent until a day to come."""
    lent = [item for item in (asked.facts or {})["items"] if item["return_by"] is not None]
    if all(item["return_by"] > asked.now.date() for item in lent):
        return ALLOWED
    reason = _("An original is to be returned by a day that is not in the future. Give a later one.")
    return Denied(reason, "18(19)", "past_day")


def _numbered(asked: Question) -> Answer:
    facts, standing = asked.facts or {}, asked.standing
    if not continues([item["label"] for item in facts["items"]], standing.last_item):
        reason = _("These item numbers were used before. Go on from i%s.") % (standing.last_item + 1)
        return Denied(reason, "18(19)", "label_used")
    if facts["final"] or facts["outcomes"] or facts["items"]:
        return ALLOWED
    reason = _("Give an outcome or send an item. To report progress, report the status instead.")
    return Denied(reason, "18(24)", "nothing_sent")


def _final(asked: Question) -> Answer:
    told = (asked.facts or {})["outcomes"]
    silent = [label for label in asked.standing.open_measures if label not in told]
    if not silent:
        return ALLOWED
    reason = _("The last results must leave no measure open: %s. Decide on it or give its outcome.")
    return Denied(reason % ", ".join(silent), "18(17)", "measures_open")


def receive(asked: Question) -> Answer:
    """Receipt item by item; the receipt of the last results names every open item."""
    standing = asked.standing
    interim = standing.status != Status.RESULTS_TRANSMITTED
    if interim and not standing.open_items:
        reason = _("Nothing was sent that waits for your confirmation.")
        return Denied(reason, "18(24)", "nothing_to_receive")
    if asked.facts is None:
        return ALLOWED
    if interim and not asked.facts["items"]:
        return _every_item(standing)
    answer = among(asked.facts["items"], standing.open_items, "18(24)")
    if not answer or interim:
        return answer
    return ALLOWED if set(asked.facts["items"]) == set(standing.open_items) else _every_item(standing)


def _every_item(standing: Standing) -> Denied:
    reason = _("Say of each item whether it arrived: %s.") % ", ".join(standing.open_items)
    return Denied(reason, "18(24)", "name_items")
