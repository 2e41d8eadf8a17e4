"""What no accepted act may ever be, told from the history alone and not by the rules themselves.

Each check gets the acts that went before and the one that was accepted, and says what is wrong with it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from hub.procedure import WORDS, MeasureStatus, Side, Status
from tests.procedure.walking import Done

History = list[Done]
Check = Callable[[History, Done], bool]

# By hand from the treaty, not from the table.
REQUESTED_ACTS = frozenset(
    [
        "comment_draft",
        "oral_confirm",
        "original_arrived",
        "acknowledge",
        "redirect",
        "return",
        "assess",
        "extend",
        "ask",
        "conditions",
        "accept",
        "refuse",
        "postpone",
        "resume",
        "execute",
        "executed",
        "results",
        "confirm_close",
        "object_close",
        "status_update",
        "cannot_keep_confidential",
        "preserved",
        "custody",
        "answer_use",
    ]
)
BOTH_ACTS = frozenset(
    [
        "assign",
        "consult",
        "consult_reply",
        "consult_end",
        "note",
        "contact",
        "propose_date",
        "agree_date",
        "duty_done",
        "duty_confirm",
    ]
)
FILE_ACTS = frozenset(["draft", "submit", "return_draft", "approve", "discard", "file_note"])
CONDUCTING_ACTS = frozenset(["draft", "submit", "file_note"])
APPROVERS_ACTS = frozenset(
    ["approve", "share_draft", "oral", "refuse", "postpone", "accept_conditions", "answer_use"]
)
AFTERWARDS = frozenset(
    ["safe_conduct", "duty_done", "duty_confirm", "ask_use", "answer_use", "exculpatory", "file_note"]
)


def kind(done: Done) -> str:
    """The act without its family: "refuse"."""
    return done.act.kind.removeprefix("mla.")


def past(history: History, *names: str) -> Iterator[Done]:
    """Acts of these kinds, newest first."""
    return (one for one in reversed(history) if kind(one) in names)


def its_own_side(_: History, done: Done) -> bool:
    """Nobody does what belongs to another side, and strangers do nothing."""
    assert done.player
    name, side = kind(done), done.player.side
    if side == Side.CONDUCTING:
        return name in CONDUCTING_ACTS
    if side == Side.REQUESTED:
        return name in REQUESTED_ACTS | BOTH_ACTS
    return side == Side.REQUESTING and name not in REQUESTED_ACTS


def its_own_role(_: History, done: Done) -> bool:
    """Grave acts are an approver's."""
    assert done.player
    return kind(done) not in APPROVERS_ACTS or done.player.role == "approver"


def known_to_the_requested_side(history: History, done: Done) -> bool:
    """The requested side acts only on what it was sent, or was made or shown to it before."""
    assert done.player
    if done.player.side != Side.REQUESTED:
        return True
    return any(past(history, "transmit", "oral", "share_draft"))


def four_eyes(history: History, done: Done) -> bool:
    """The drafter of a version does not approve it; the assessor of a request does not refuse it."""
    drafted, assessed = next(past(history, "draft")), next(past(history, "assess"), None)
    if kind(done) == "approve":
        return done.act.officer != drafted.act.officer
    return kind(done) != "refuse" or assessed is None or done.act.officer != assessed.act.officer


def sent_as_approved(history: History, done: Done) -> bool:
    """What is sent is the last version, and it was approved."""
    if kind(done) != "transmit":
        return True
    drafted, approved = next(past(history, "draft")), next(past(history, "approve"))
    same = ("measures", "legal_basis", "offence", "urgent", "wanted_by", "commitment")
    return approved.facts["version"] == str(drafted.act.event) and all(
        done.facts[name] == drafted.facts[name] for name in same
    )


def consulted_before(history: History, done: Done) -> bool:
    """No refusal and no postponement without consultation on it, answered or overdue (18(26))."""
    topics = {"refuse": "refusal", "postpone": "postponement"}
    if kind(done) not in topics:
        return True
    opened = next(past(history, "consult", "consult_end", "accept", "refuse", "postpone"), None)
    if opened is None or kind(opened) != "consult" or opened.facts["topic"] != topics[kind(done)]:
        return False
    later = history[history.index(opened) :]
    answered = any(past(later, "consult_reply", "counter"))
    overdue = done.act.at.date() > opened.act.facts["reply_by"]
    return answered or overdue


def on_a_ground(_: History, done: Done) -> bool:
    """Bank secrecy and fiscal nature are no grounds (18(8), 18(22))."""
    return kind(done) != "refuse" or set(done.facts["measures"].values()) <= set(WORDS["grounds"])


def only_open_measures(_: History, done: Done) -> bool:
    """A measure that is done, refused or withdrawn stays so."""
    assert done.before
    if kind(done) in ("draft", "transmit"):
        return True
    over = {MeasureStatus.REFUSED, MeasureStatus.WITHDRAWN, MeasureStatus.EXECUTED, MeasureStatus.PARTIAL}
    kept = {label: m for label, m in done.before.measures.items() if m.status in over}
    return all(done.after.measures[label].status == m.status for label, m in kept.items())


def accepted_before_results(history: History, done: Done) -> bool:
    """Outcomes and items only of measures that were accepted."""
    if kind(done) not in ("results", "executed"):
        return True
    named = set(done.facts["outcomes"]) | {one["measure"] for one in done.facts.get("items", [])}
    accepted = {label for one in past(history, "accept", "resume") for label in one.facts["measures"]}
    bound = {label for one in past(history, "accept_conditions") for label in one.after.measures}
    return named <= accepted | bound


def answered_in_full(history: History, done: Done) -> bool:
    """An answer answers every question of the last asking."""
    if kind(done) != "answer":
        return True
    return set(done.facts["answers"]) == set(next(past(history, "ask")).facts["questions"])


def numbered_once(history: History, done: Done) -> bool:
    """No label of a question, an item or a use is given twice."""
    if kind(done) == "ask":
        used = {label for one in past(history, "ask") for label in one.facts["questions"]}
        return not used & set(done.facts["questions"])
    if kind(done) == "results":
        used = {item["label"] for one in past(history, "results") for item in one.facts["items"]}
        return not used & {item["label"] for item in done.facts["items"]}
    return kind(done) != "ask_use" or done.facts["use"] not in {
        u.facts["use"] for u in past(history, "ask_use")
    }


def extended_once(history: History, done: Done) -> bool:
    """The time to decide is extended once for each acknowledgement, by thirty days at most."""
    if kind(done) != "extend":
        return True
    since = next(past(history, "acknowledge"))
    earlier = any(past(history[history.index(since) :], "extend"))
    most = since.act.at.date() + timedelta(days=60)
    return not earlier and done.act.facts["until"] <= most


def over_is_over(_: History, done: Done) -> bool:
    """After the end only what outlives it; a discarded draft gets notes at most."""
    assert done.before
    if done.before.status == Status.CLOSED:
        return kind(done) in AFTERWARDS
    return done.before.status != Status.DISCARDED or kind(done) == "file_note"


def seen_stays(history: History, done: Done) -> bool:
    """What the other side has seen is never discarded, and never goes to a third State."""
    seen = any(past(history, "transmit", "oral", "share_draft"))
    if kind(done) == "discard":
        return not seen
    return kind(done) != "draft" or not seen or done.facts["to"] == history[0].facts["to"]


def owed_by_the_right_side(_: History, done: Done) -> bool:
    """Who owes reports, the other side confirms; the side that proposed a date does not agree to it."""
    assert done.before
    assert done.player
    side = done.player.side
    if kind(done) in ("duty_done", "duty_confirm"):
        owing = {done.before.duties[label].side for label in done.facts["duties"]}
        return (owing == {side}) is (kind(done) == "duty_done")
    proposed = done.before.date_proposed
    return kind(done) != "agree_date" or (proposed is not None and proposed.side != side)


CHECKS: tuple[Check, ...] = (
    its_own_side,
    its_own_role,
    known_to_the_requested_side,
    four_eyes,
    sent_as_approved,
    consulted_before,
    on_a_ground,
    only_open_measures,
    accepted_before_results,
    answered_in_full,
    numbered_once,
    extended_once,
    over_is_over,
    seen_stays,
    owed_by_the_right_side,
)
