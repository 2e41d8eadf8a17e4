"""Lines about where a request stands beside its status: clocks, open questions, duties, further uses."""

from __future__ import annotations

from collections.abc import Iterator

from hub.client.requests import Request
from hub.encryption.canonical import Json

CLOCKS = {
    "delivery": "delivery", "ack": "acknowledgement", "decision": "decision", "execution": "execution of",
    "requested_date": "day wished for", "oral": "confirmation in writing", "info": "answers",
    "status": "answer to the status query", "consultation": "reply in the consultation",
    "postponement": "review of the postponed", "conditions": "answer to the conditions",
    "receipt": "receipt of the results", "closing": "word on the closing", "safe_conduct": "safe conduct for",
    "preservation": "preservation for", "duty": "duty", "use": "answer on the use",
}  # fmt: skip
DUTIES = {"return_original": "return of the original", "custody_return": "return of the person under"}


def standing_lines(found: Request) -> Iterator[str]:
    """What is still open, each with who owes it and until when."""
    for row in found.summary.get("clocks", ()):
        yield f"  clock: {_clock(row)}"
    standing = found.standing
    for label, topic in standing.open_questions.items():
        yield f"  question {label} is open ({topic.replace('_', ' ')})"
    if standing.consultation:
        yield f"  consultation on {standing.consultation.topic}, reply by {standing.consultation.reply_by}"
    if standing.conditions:
        yield f"  conditions proposed for {', '.join(standing.conditions)}"
    if standing.closing:
        yield f"  closing proposed: {standing.closing.outcome.replace('_', ' ')}"
    for label, duty in standing.duties.items():
        what = f"{DUTIES.get(duty.kind, duty.kind)} {duty.ref}"
        yield f"  duty {label}: {what}, owed by the {duty.side.value} side until {duty.due}: {duty.state}"
    for label, use in standing.uses.items():
        asked = f"{', '.join(use.items)} for {use.proceeding.replace('_', ' ')}"
        yield f"  further use {label} of {asked}: {use.answer or 'not answered yet'}"


def _clock(row: Json) -> str:
    name = f"{CLOCKS.get(row['code'], row['code'])} {row['ref']}".strip()
    state = "stands still" if row["paused"] else "OVERDUE" if row["overdue"] else "runs"
    return f"{name}, {row['side']} side, due {row['due'] or 'not fixed'} ({state})"
