"""How things look in a terminal. Words that came from others lose control characters first."""

from __future__ import annotations

import sys

from hub.client.cli.standing import standing_lines
from hub.client.requests import Request
from hub.client.session import Session
from hub.client.streams import Act, is_erased
from hub.encryption.canonical import Json
from hub.encryption.event import OpenedEvent
from hub.forms import schema
from hub.threads.table import KINDS as THREADS

_JOINERS = "\u200c\u200d\n\t"  # Persian and the Indian scripts need the first two

KINDS = {
    "mla.draft": "draft written", "mla.submit": "put forward for review",
    "mla.return_draft": "draft returned", "mla.approve": "approved", "mla.discard": "draft discarded",
    "mla.file_note": "note in the national file", "mla.share_draft": "draft shared, not formally",
    "mla.comment_draft": "shared draft commented", "mla.oral": "asked by telephone",
    "mla.oral_confirm": "telephone request answered", "mla.transmit": "request sent",
    "mla.resend": "sent again", "mla.original_arrived": "original arrived",
    "mla.acknowledge": "receipt acknowledged", "mla.redirect": "redirected to the right authority",
    "mla.return": "returned as incomplete", "mla.assess": "assessment begun", "mla.assign": "officer named",
    "mla.extend": "time for the decision extended", "mla.ask": "information asked for",
    "mla.answer": "information given", "mla.consult": "consultation opened",
    "mla.consult_reply": "consultation answered", "mla.consult_end": "consultation ended",
    "mla.conditions": "conditions proposed", "mla.accept_conditions": "conditions accepted",
    "mla.counter": "other conditions proposed", "mla.accept": "accepted", "mla.refuse": "refused",
    "mla.postpone": "postponed", "mla.resume": "taken up again", "mla.execute": "execution begun",
    "mla.executed": "measure finished", "mla.results": "results sent", "mla.receive": "results received",
    "mla.close": "closed, or closing proposed", "mla.confirm_close": "closing confirmed",
    "mla.object_close": "closing objected to", "mla.withdraw": "withdrawn", "mla.note": "note",
    "mla.status_query": "status asked for", "mla.status_update": "status told", "mla.contact": "spoken with",
    "mla.propose_date": "another day proposed", "mla.agree_date": "proposed day answered",
    "mla.cannot_keep_confidential": "confidentiality cannot be kept",
    "mla.continue_anyway": "to go on without confidentiality", "mla.preserved": "evidence preserved",
    "mla.identities": "identities of victims sent", "mla.custody": "person handed over",
    "mla.safe_conduct": "end of presence told", "mla.duty_done": "duty fulfilled",
    "mla.duty_confirm": "duty confirmed", "mla.ask_use": "further use asked for",
    "mla.answer_use": "further use answered", "mla.exculpatory": "exculpatory disclosure notified",
    "erase.propose": "erasing of the own copy proposed", "erase.content": "own copy erased",
}  # fmt: skip


def say(text: str = "") -> None:
    """One line on standard output."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"hub: {text}\n")


def plain(text: object) -> str:
    """Text without anything that could move the cursor or turn the writing direction."""
    return "".join(c if c.isprintable() or c in _JOINERS else "?" for c in str(text))


def kind(name: str) -> str:
    """An act in words."""
    found = THREADS.get(name)
    return found.done["en"].lower() if found else KINDS.get(name, name)


def row(request: Json, subject: str) -> str:
    """One line of a list."""
    other = request["requested"] if request["direction"] == "out" else request["requesting"]
    urgent = "!" if request["urgent"] else " "
    arrow = "to" if request["direction"] == "out" else "from"
    waiting = "you" if request["mine"] else "-" if request["ball"] == "nobody" else "them"
    status = plain(request["status_label"])
    begin = f"{request['id'][:8]} {urgent} {arrow:>4} {other['country']}"
    return f"{begin}  {status:<22} {waiting:<5} {plain(subject)}"


HEAD = f"{'number':<8}   {'':>4}     {'status':<22} {'waits':<5} subject"


def request(session: Session, found: Request, letters: list[tuple[Act, OpenedEvent]]) -> None:
    """A request as a page: where it is, measures, then act by act."""
    summary = found.summary
    say(f"Request {found.id}")
    say(f"from {_post(summary['requesting'])} to {_post(summary['requested'])}")
    say(f"status: {plain(summary['status_label'])}, since {summary['since']}; waits for: {summary['ball']}")
    for label, one in found.standing.measures.items():
        ground = f", {one.ground}" if one.ground else ""
        title = schema.label("measures", one.code)
        say(f"  {label} {one.code} {title}: {one.status.value.replace('_', ' ')}{ground}")
    for line in standing_lines(found):
        say(line)
    for act, opened in letters:
        say()
        letter(session, act, opened)
    gone = [act for act in found.acts if is_erased(session, act)]
    if gone:
        say()
        say(f"{len(gone)} more acts: your post had their letters erased; signatures and receipts remain.")


def possible(found: Request) -> None:
    """What this officer may do now, and why not the rest, as the hub's rules say."""
    say()
    for one in found.summary["acts"]:
        name = one["kind"].partition(".")[2].replace("_", "-")
        why = "" if one["allowed"] else f"  not now: {plain(one['reason'])}"
        say(f"  {name:<24} {plain(one['label'])} [{one['source']}]{why}")


def letter(session: Session, act: Act, opened: OpenedEvent) -> None:
    """One act with its opened letter."""
    manifest, body = act.manifest, opened.body
    chain = session.trust.chain(act.proof.country)
    name = chain.officers[manifest.sender.officer].name
    who = f"{plain(name)}, {act.proof.country}"
    say(f"{manifest.created}  {kind(manifest.kind)}, by {who}  (act {manifest.seq + 1})")
    for title in ("subject", "reference", "text"):
        if body[title]:
            say(f"    {title}: {plain(body[title])}")
    for title, value in body["fields"].items():
        say(f"    {plain(title)}: {_value(value)}")
    for entry in opened.files:
        say(f"    file {entry.n}: {plain(entry.name)} ({entry.size} bytes)")


def content(found: Json | None) -> None:
    """The content of a request, field by field, in the order of the form."""
    for section in schema.sections() if found else ():
        for field in section.fields:
            value: object = found
            for name in field.id.split("."):
                value = value.get(name) if isinstance(value, dict) else None
            if value not in (None, "", [], {}):
                say(f"\n{schema.words(field.label, 'en')}  [{field.rule or 'no article'}]")
                _indented(value)


def _indented(value: object) -> None:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            say("    " + "; ".join(f"{plain(k)}: {plain(v)}" for k, v in one.items() if v not in (None, "")))
        else:
            say("    " + plain(one).replace("\n", "\n    "))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{plain(name)}: {plain(said)}" for name, said in value.items())
    return plain(value)


def _post(post: Json) -> str:
    return f"{plain(post['name'])} ({plain(post['country'])})"
