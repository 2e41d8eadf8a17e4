"""Acts on a conversation on their way: sealed to exactly those who are on it, signed again if somebody was
first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hub.client.errors import RefusedByHub, Usage
from hub.client.resealing import manifest_of
from hub.client.sending import QUIET, Asking, Intent, Outbox, Place, Sent
from hub.client.session import Session
from hub.client.streams import read_stream
from hub.client.threads.history import History, read_history
from hub.encryption.canonical import Json, canonical
from hub.encryption.event import FileSource
from hub.threads import guards
from hub.threads.standing import Act as Plain
from hub.threads.table import KINDS, BadFact, read

# What another act that came first does not change the sense of: signed again after it without asking.
SAY_LIKE = frozenset(
    f"thread.{name}" for name in ("say", "correct", "withdraw", "task", "poll", "vote", "leave")
)
REASONS = {
    "not_member": "You are not on this conversation.",
    "left": "You have left this conversation.",
    "closed": "The conversation is closed. Reopen it first.",
    "not_closed": "The conversation is open.",
    "last_one": "You are the last one on it. Close the conversation instead.",
    "no_proposal_needed": "On this conversation anybody may admit without a proposal.",
}


@dataclass(frozen=True)
class Words:
    """What only those on the conversation read: text, subject, own reference, fields by name."""

    text: str = ""
    subject: str = ""
    reference: str = ""
    fields: Json = field(default_factory=dict)

    def written(self) -> Json:
        """The letter."""
        return {
            "subject": self.subject,
            "reference": self.reference,
            "text": self.text,
            "fields": self.fields,
        }


def begin(
    session: Session, posts: Sequence[str], words: Words, *, policy: str = "one", about: str | None = None,
    files: Sequence[FileSource] = (),
) -> Intent:  # fmt: skip
    """A new conversation with these posts. Raises Usage without a subject or with a wrong list of posts."""
    if not words.subject.strip():
        raise Usage("A conversation needs a subject: --subject TEXT. Only those on it read it.")
    thread, members = str(uuid.uuid4()), sorted({session.focal_point, *posts})
    said: Json = {"thread": thread, "members": members, "policy": policy, "about": about}
    checked("thread.open", said)
    return Intent(
        thread, "thread.open", members, words.written(), lambda _body: said, files, about="new",
        mark=canonical({**said, "thread": ""}).decode(), begins=True,
    )  # fmt: skip


def act(
    session: Session, history: History, name: str, facts: Json, words: Words | None = None,
    files: Sequence[FileSource] = (), *, handling: str = "H0", receivers: Sequence[str] = (), mark: str = "",
) -> Intent:  # fmt: skip
    """An act on a conversation: "say", "task", "close" … sealed to those on it now, or to `receivers`.

    `mark` stands for facts that are new in every try. Raises Usage, or RefusedByHub for what cannot be.
    """
    kind = f"thread.{name}"
    said: Json = {"thread": history.id, **facts}
    checked(kind, said)
    why = guards.beforehand(history.standing, kind, session.focal_point)
    if why:
        raise RefusedByHub(f"{REASONS.get(why, why)} Nothing was sent.", why)
    letter = (words or Words()).written()
    return Intent(
        history.id, kind, list(receivers or history.members()), letter,
        (lambda _body: said) if mark else said, files, handling=handling, mark=mark, place=history.head,
    )  # fmt: skip


def checked(kind: str, facts: Json) -> Json:
    """The facts of an act, in their shapes. Raises Usage."""
    try:
        return read(kind, facts)
    except BadFact as bad:
        shape = KINDS[kind].facts.get(bad.key, "")
        raise Usage(f"“{facts.get(bad.key, '')}” is not in the expected form ({bad.key}: {shape}).") from bad


def deliver(session: Session, intent: Intent, asking: Asking = QUIET) -> Sent:
    """Send; a message is signed again by itself when somebody was first, other acts if `asking` says so."""
    if intent.kind in SAY_LIKE:
        asking = replace(asking, may_follow=lambda _winner: True)
    return Outbox(session, read_again).send(intent, asking)


def read_again(session: Session, act: Json) -> Place:
    """The stream of a waiting act as it is now.

    Raises RefusedByHub if others are on the conversation than the act is sealed to.
    """
    if not str(act["kind"]).startswith("thread."):
        return read_stream(session, str(act["stream"]))
    history = read_history(session, str(act["stream"]), whole=False)
    manifest = manifest_of(act["envelope"])
    sealed = {one.focal_point for one in manifest.recipients} - {manifest.facts.get("post")}
    if sealed != set(history.members()) - {manifest.facts.get("post")}:
        raise RefusedByHub(
            "Somebody joined or left the conversation meanwhile. Nothing was sent. "
            "Look who is on it now, and send it again.",
            "members-changed",
        )
    return history


def plain(session: Session, history: History, kind: str, facts: Json) -> Plain:
    """An act that is not signed yet, for the rules."""
    return Plain(kind, {"thread": history.id, **facts}, "", session.focal_point, history.head[0])
