"""Conversations as text on a terminal: nothing of a letter can move the cursor or pretend to be a command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.client.cli.show import plain, say
from hub.client.errors import Usage
from hub.client.session import Session
from hub.client.threads.dates import shown
from hub.client.threads.history import History
from hub.client.threads.opening import Letter
from hub.encryption.canonical import Json
from hub.encryption.event import OpenedEvent
from hub.threads.standing import OPEN
from hub.threads.table import KINDS

HEAD = f"{'number':<8}  {'new':>5}  {'on it':<20} subject"


def row(one: Json, subject: str) -> str:
    """One line of the list: ! urgent or named, number of unread acts."""
    countries = ",".join(sorted({str(member["country"]) for member in one["members"]}))
    mark = "@" if one["mentioned"] else " "
    state = {"open": "", "closed": " (closed)"}.get(str(one["status"]), "")
    gone = " (left)" if one["left"] else ""
    new = str(one["unread"]) if one["unread"] else ""
    return f"{one['id'][:8]} {mark}{new:>6}  {countries:<20} {plain(subject)}{state}{gone}"


def head(history: History, subject: str) -> None:
    """Who is on it, and how it stands."""
    standing = history.standing
    say(f"Conversation {history.id}: {plain(subject)}")
    policy = "any member may admit" if standing.policy == "one" else "every country must agree"
    say(f"{standing.status}; {policy}; on it: {', '.join(names(history, standing.members))}")
    if standing.left:
        say(f"left: {', '.join(names(history, standing.left))}")
    for request in standing.links:
        say(f"linked request {request}")


def names(history: History, posts: Mapping[str, int]) -> list[str]:
    """Posts by country and the beginning of their number."""
    return [f"{history.country(post)} {post[:8]}" for post in sorted(posts, key=history.country)]


def letter(session: Session, history: History, one: Letter) -> None:
    """One act: who, what, when, the words as plain text, and what they were before."""
    act = one.act
    manifest = act.manifest
    name = session.trust.chain(act.proof.country).officers[manifest.sender.officer].name
    title = KINDS[manifest.kind].done["en"]
    marks = [
        f"[{manifest.handling}]" if manifest.handling != "H0" else "",
        "URGENT" if manifest.facts.get("urgent") else "",
        "(shared with you later)" if manifest.event in history.shared else "",
    ]
    begin = f"#{manifest.seq + 1}  {manifest.created}  {plain(name)}, {act.proof.country}: {title}"
    say(" ".join([begin, *(mark for mark in marks if mark)]))
    _facts(history, manifest.facts)
    if one.withdrawn:
        say(f"    withdrawn by its sender (#{one.withdrawn.manifest.seq + 1}); what it said:")
    body(one.opened, history)
    for before in one.was:
        say(f"    corrected; it said (#{before.manifest.seq + 1}):")
        indented(str(before.body["text"]), "      | ")


def body(opened: OpenedEvent, history: History) -> None:
    """The words and files of an act. Markdown stays what was typed."""
    fields = opened.body["fields"]
    for title in ("subject", "reference"):
        if opened.body[title]:
            say(f"    {title}: {plain(opened.body[title])}")
    if fields.get("reply"):
        places = {act.manifest.event: act.manifest.seq + 1 for act in history.events}
        say(f"    in reply to #{places.get(str(fields['reply']), 'an earlier message')}")
    if fields.get("evaluation"):
        say(f"    evaluation: {plain(fields['evaluation'])}")
    source, translation = fields.get("source"), fields.get("translation")
    if isinstance(source, dict):
        thread, code = plain(source.get("thread", ""))[:8], plain(source.get("handling", ""))
        say(f"    passed on from conversation {thread}, {code}")
    indented(str(opened.body["text"]), "    ")
    if isinstance(translation, dict):
        say(f"    translation, unofficial ({plain(translation.get('language', ''))}):")
        indented(str(translation.get("text", "")), "    ~ ")
    _dates(fields)
    for entry in opened.files:
        say(f"    file {entry.n}: {plain(entry.name)} ({entry.size} bytes)")


def indented(text: str, begin: str) -> None:
    """A text of several lines."""
    for line in text.splitlines():
        say(begin + plain(line))


def _dates(fields: Json) -> None:
    """The dates of a poll, the answers to one, the date that was fixed; all of it as others wrote it."""
    try:
        for option in fields.get("options", []):
            say(f"    {plain(option['id'])}) {plain(shown(option, list(fields.get('zones', []))))}")
        for name, answer in fields.get("choices", {}).items():
            say(f"    {plain(name)}: {plain(answer)}")
    except (KeyError, TypeError, ValueError, AttributeError, Usage):
        say("    (dates that cannot be read)")
    if "option" in fields:
        say(f"    date: {plain(fields['option'] or 'none')}")


def _facts(history: History, facts: Json) -> None:
    for name in ("post", "to", "owner"):
        if facts.get(name):
            say(f"    {name}: {history.country(facts[name])} {plain(facts[name])[:8]}")
    for name in ("due", "closes", "state", "answer", "request"):
        if facts.get(name):
            say(f"    {name}: {plain(facts[name])}")
    if facts.get("mentions"):
        say(f"    to the attention of: {', '.join(history.country(post) for post in facts['mentions'])}")


def open_points(history: History) -> None:
    """What waits on the conversation."""
    place = {act.manifest.event: str(act.manifest.seq + 1) for act in history.events}
    for event, text in [*_work(history), *_questions(history)]:
        say(f"open: #{place.get(event, '?')} {text}")


def _work(history: History) -> Iterator[tuple[str, str]]:
    for task in history.standing.tasks.values():
        if task.state == OPEN:
            due = f", due {task.due}" if task.due else ""
            yield task.event, f"task for {history.country(task.post)}{due}"
    for poll in history.standing.polls.values():
        if not poll.decided:
            yield poll.event, f"search for a date, {len(poll.voted)} answered"


def _questions(history: History) -> Iterator[tuple[str, str]]:
    for proposal in history.standing.proposals.values():
        if not proposal.ended:
            yield proposal.event, f"proposal of {proposal.post[:8]}, {len(proposal.answers)} answered"
    for ask in history.standing.asks.values():
        if ask.answer is None:
            yield ask.event, f"consent asked of {history.country(ask.owner)}"
