"""Guards of sending: exactly what was approved, by a channel that both States allow.

UNTOC article 18(13)-(14).
"""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.drafting import changed, same_content
from mla_requests.rules.labels import first
from mla_requests.rules.question import Question

# From the least that the hub may be to the most.
CHANNELS = ("track", "advance", "formal")


def transmit(asked: Question) -> Answer:
    """What is sent is what was approved, to the letter."""
    if asked.facts is None:
        return ALLOWED
    sent = {m["label"]: m["code"] for m in asked.facts["measures"]}
    if sent != {label: m.code for label, m in asked.standing.measures.items()}:
        return changed()
    return first(same_content(asked), _channel(asked), _outside(asked), _names(asked))


def _channel(asked: Question) -> Answer:
    chosen, most = (asked.facts or {})["channel"], asked.around.channel
    if CHANNELS.index(chosen) <= CHANNELS.index(most):
        return ALLOWED
    if most == "track":
        reason = _(
            "This authority takes no requests through the hub. Send the original on paper, and track it here."
        )
    else:
        reason = _(
            "Between these States the hub carries an advance copy only. Choose that, and send the original."
        )
    return Denied(reason, asked.around.source or "18(13)", "channel_too_much")


def _outside(asked: Question) -> Answer:
    facts = asked.facts or {}
    if facts["channel"] == "formal" or facts["outside"]:
        return ALLOWED
    reason = _("Say by which way the original travels outside the hub: diplomatic, post, courier or other.")
    return Denied(reason, "18(13)", "name_the_way")


def _names(asked: Question) -> Answer:
    facts = asked.facts or {}
    if facts["agreement"] != asked.around.agreement:
        reason = _("Name the agreement in force between the two authorities, or none if there is none.")
        return Denied(reason, "18(7)", "other_agreement")
    if facts["supplements"] is None or asked.around.supplements:
        return ALLOWED
    reason = _("A supplement names an earlier request that you sent to the same authority.")
    return Denied(reason, "18(15)", "not_earlier")


def withdraw(asked: Question) -> Answer:
    """What the other side has never seen is discarded, not withdrawn."""
    if asked.standing.shared:
        return ALLOWED
    reason = _("The other side knows nothing of this draft. Discard it instead.")
    return Denied(reason, "18(24)", "not_shared")


def original(asked: Question) -> Answer:
    """Only where an original travels outside, once, and not in the future."""
    standing = asked.standing
    if standing.channel not in ("advance", "track"):
        reason = _("What came through the hub is the original here. There is no other to wait for.")
        return Denied(reason, "18(14)", "no_original")
    if standing.original_on is not None:
        reason = _("The arrival of the original is recorded already.")
        return Denied(reason, "18(14)", "recorded_already")
    if asked.facts is None or asked.facts["on"] <= asked.now.date():
        return ALLOWED
    return not_yet()


def not_yet() -> Denied:
    """The refusal of a day to come for something that has happened."""
    return Denied(_("This day is in the future. Give the day on which it happened."), "18(24)", "future_day")


def assign(asked: Question) -> Answer:
    """To an officer of the own post."""
    if asked.facts is None or asked.facts["officer"] in asked.around.colleagues:
        return ALLOWED
    reason = _("Assign it to an officer or approver of your own focal point.")
    return Denied(reason, "18(13)", "not_a_colleague")
