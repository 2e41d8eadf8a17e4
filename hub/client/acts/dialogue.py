"""What the two sides say to each other before and while help is given: receipt, questions, consultation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hub.client.acts.making import Words, act, numbered
from hub.client.drafts import attachment
from hub.client.errors import Usage
from hub.client.requests import Request
from hub.client.sending import Intent


def acknowledge(request: Request, reference: str, decision_expected: str | None = None) -> Intent:
    """Confirm receipt with one's own reference and, if known, the day a decision is expected."""
    return act(
        request, "mla.acknowledge", {"decision_expected": decision_expected}, Words(reference=reference)
    )


def give_back(request: Request, deficiencies: Sequence[tuple[str, str]], text: str = "") -> Intent:
    """Return a request that cannot be worked on; deficiencies are (word of the table, what is missing)."""
    labels = numbered("f", 0, [said for _, said in deficiencies])
    facts = {"deficiencies": dict(zip(labels, [word for word, _ in deficiencies], strict=True))}
    texts = dict(zip(labels, [said for _, said in deficiencies], strict=True))
    return act(request, "mla.return", facts, Words(text, fields={"deficiencies": texts}))


def ask(request: Request, questions: Sequence[tuple[str, str] | str], text: str = "") -> Intent:
    """Ask for more information (article 18(16)): questions as (topic, text) or as text alone.

    They are numbered on from the last ones.
    """
    pairs = [("other", one) if isinstance(one, str) else one for one in questions]
    labels = numbered("q", request.standing.last_question, [said for _, said in pairs])
    topics = dict(zip(labels, [topic for topic, _ in pairs], strict=True))
    texts = dict(zip(labels, [said for _, said in pairs], strict=True))
    return act(request, "mla.ask", {"questions": topics}, Words(text, fields={"questions": texts}))


def answer(
    request: Request, answers: Mapping[str, str | None], files: Sequence[Path] = (), text: str = ""
) -> Intent:  # fmt: skip
    """Answer every open question; None says that the answer cannot be given."""
    missing = [one for one in request.standing.open_questions if one not in answers]
    if missing:
        raise Usage(f"These questions are still without an answer: {', '.join(missing)}.")
    facts = {label: "cannot_provide" if said is None else "answered" for label, said in answers.items()}
    texts = {label: said for label, said in answers.items() if said is not None}
    sent = [attachment(path) for path in files]
    return act(request, "mla.answer", {"answers": facts}, Words(text, fields={"answers": texts}), sent)


def consult(
    request: Request, topic: str, reply_by: str, text: str, measures: Sequence[str] = ()
) -> Intent:  # fmt: skip
    """Open a consultation, before any refusal or postponement (article 18(26)), on all or some measures."""
    facts = {"topic": topic, "measures": list(measures), "reply_by": reply_by}
    return act(request, "mla.consult", facts, Words(text))


def conditions(request: Request, terms: Mapping[str, str], reply_by: str, text: str = "") -> Intent:
    """Offer help on conditions, {measure: condition}; they bind once accepted (article 18(26))."""
    facts = {"measures": list(terms), "reply_by": reply_by}
    return act(request, "mla.conditions", facts, Words(text, fields={"conditions": dict(terms)}))
