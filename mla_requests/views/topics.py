"""The acts of a request by topic, and which of them the page is for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text
from hub.procedure import Standing

# One line a topic: its words, then its acts in the order of the buttons.
TOPICS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("draft", _("Draft and sending"), (
        "draft", "submit", "approve", "return_draft", "share_draft", "oral", "transmit", "resend",
        "comment_draft", "oral_confirm", "file_note", "discard")),
    ("registry", _("Registry"), (
        "acknowledge", "assess", "assign", "original_arrived", "redirect", "return")),
    ("decision", _("Decision"), ("accept", "conditions", "postpone", "refuse", "resume", "extend")),
    ("talk", _("Questions and consultation"), (
        "answer", "ask", "consult_reply", "accept_conditions", "counter", "consult", "consult_end")),
    ("execution", _("Execution and results"), (
        "execute", "executed", "results", "receive", "preserved", "custody", "safe_conduct")),
    ("contact", _("Status, dates and notes"), (
        "status_update", "status_query", "agree_date", "propose_date", "note", "contact")),
    ("care", _("Confidentiality and protection"), (
        "continue_anyway", "cannot_keep_confidential", "identities")),
    ("after", _("Use and duties"), (
        "answer_use", "ask_use", "exculpatory", "duty_confirm", "duty_done")),
    ("end", _("Closing"), ("confirm_close", "object_close", "close", "withdraw")),
)  # fmt: skip
# What a request waits for, the most pressing first. Refusal is never proposed before its consultation.
FIRST = tuple(f"mla.{kind}" for kind in (
    "answer", "oral_confirm", "comment_draft", "consult_reply", "accept_conditions", "continue_anyway",
    "receive", "confirm_close", "answer_use", "duty_confirm", "transmit", "resend", "approve", "submit",
    "acknowledge", "assess",
))  # fmt: skip
NEXT = tuple(
    f"mla.{kind}" for kind in ("accept", "execute", "executed", "results", "resume", "close", "draft")
)
BY_CONSULTATION = {
    "refusal": "mla.refuse",
    "postponement": "mla.postpone",
    "conditions": "mla.conditions",
    "costs": "mla.consult_end",
    "confidentiality": "mla.consult_end",
}


@dataclass(frozen=True)
class Act:
    """A button, or the reason why there is none."""

    kind: str
    label: Text
    allowed: bool
    reason: Text = ""
    source: str = ""
    address: str = ""


@dataclass(frozen=True)
class Topic:
    """The acts of one topic that are possible, without the one the page is for."""

    code: str
    label: Text
    acts: tuple[Act, ...]


def primary(allowed: list[Act], standing: Standing) -> Act | None:
    """What the request waits for, of what this officer may do."""
    talk = standing.consultation
    after_talk = BY_CONSULTATION.get(talk.topic, "mla.accept") if talk and talk.answered else ""
    by_kind = {act.kind: act for act in allowed}
    order = (*FIRST, after_talk, *NEXT)
    return next((by_kind[kind] for kind in order if kind in by_kind), None)


def by_topic(acts: list[Act]) -> list[Topic]:
    """The acts under their topics; empty topics are left out."""
    kinds = {act.kind: act for act in acts}
    grouped = [
        Topic(code, label, tuple(kinds[f"mla.{kind}"] for kind in names if f"mla.{kind}" in kinds))
        for code, label, names in TOPICS
    ]
    return [topic for topic in grouped if topic.acts]
