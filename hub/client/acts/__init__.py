"""The acts on a request after its first draft, each as an intent to seal."""

from hub.client.acts.deciding import accept, postpone, refuse, resume
from hub.client.acts.dialogue import acknowledge, answer, ask, conditions, consult, give_back
from hub.client.acts.drafting import (
    approve,
    file_note,
    oral,
    return_draft,
    share_draft,
    submit,
    transmission,
    transmit,
)
from hub.client.acts.giving import Item, ask_use, close, receive, results
from hub.client.acts.making import Words, act

__all__ = [
    "Item",
    "Words",
    "accept",
    "acknowledge",
    "act",
    "answer",
    "approve",
    "ask",
    "ask_use",
    "close",
    "conditions",
    "consult",
    "file_note",
    "give_back",
    "oral",
    "postpone",
    "receive",
    "refuse",
    "results",
    "resume",
    "return_draft",
    "share_draft",
    "submit",
    "transmission",
    "transmit",
]
