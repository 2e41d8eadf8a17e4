"""Guards of urgent requests by word of mouth (UNTOC article 18(14))."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.question import Question

# An oral request is confirmed in writing forthwith, so it is recorded within days or not at all.
OLDEST = timedelta(days=3)


def make(asked: Question) -> Answer:
    """Once, before anything was sent in writing, to an authority that takes oral requests."""
    standing = asked.standing
    if standing.transmission is not None:
        reason = _("This request was sent in writing already. Write a note, or send the corrected version.")
        return Denied(reason, "18(14)", "sent_in_writing")
    if standing.oral is not None and standing.oral.confirmed is not False:
        reason = _("An oral request is recorded. Confirm it in writing: approve the draft and send it.")
        return Denied(reason, "18(14)", "oral_made")
    return ALLOWED if asked.facts is None else _agreed(asked)


def _agreed(asked: Question) -> Answer:
    if asked.around.takes_oral is False:
        reason = _("This authority takes no oral requests. Send the written request marked as urgent.")
        return Denied(reason, "18(14)", "no_oral")
    made_at = (asked.facts or {})["made_at"]
    if asked.now - OLDEST <= made_at <= asked.now:
        return ALLOWED
    reason = _("Say when the call was made: within the last three days, and not in the future.")
    return Denied(reason, "18(14)", "wrong_time")


def confirm(asked: Question) -> Answer:
    """One answer."""
    oral = asked.standing.oral
    if oral is not None and oral.confirmed is None:
        return ALLOWED
    reason = _("The oral request is answered already. The written request is awaited.")
    return Denied(reason, "18(14)", "answered_already")
