"""Where a request stands, worked out from the signed acts alone; what the hub says of it is then compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.client.errors import Forged
from hub.client.streams import Act, Stream
from hub.encryption.canonical import Json

# What an act leads to whatever was before (the other acts need the state they came from).
_LEADS_TO = {
    "mla.draft": "draft",
    "mla.submit": "in_review",
    "mla.return_draft": "draft",
    "mla.approve": "approved",
    "mla.discard": "discarded",
    "mla.transmit": "transmitted",
    "mla.acknowledge": "acknowledged",
    "mla.assess": "under_assessment",
    "mla.ask": "info_requested",
    "mla.consult": "consultation",
    "mla.execute": "in_execution",
    "mla.withdraw": "withdrawn",
    "mla.close": "closed",
}
_INTERRUPTS = ("mla.ask", "mla.consult")
_RESUMES = ("mla.answer", "mla.consult_end")


@dataclass
class Position:
    """Status, measures {label: code}, labels accepted and refused, open questions, items to confirm."""

    status: str = ""
    resume: str = ""
    measures: dict[str, str] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    questions: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    facts: Json = field(default_factory=dict)
    version: str = ""

    def take(self, act: Act) -> None:
        """Go on by one act."""
        kind, facts = act.manifest.kind, act.manifest.facts
        if kind in _INTERRUPTS and self.status not in ("info_requested", "consultation"):
            self.resume = self.status
        if kind in ("mla.draft", "mla.transmit"):
            self._content(act)
        self.accepted |= set(facts["measures"]) if kind == "mla.accept" else set()
        self.refused |= set(facts["measures"]) if kind == "mla.refuse" else set()
        self._open(kind, facts)
        self.status = self._after(kind, facts)

    def _open(self, kind: str, facts: Json) -> None:
        if kind in ("mla.ask", "mla.answer"):
            self.questions = list(facts.get("questions", []))
        if kind == "mla.results":
            self.items += [one["label"] for one in facts["items"]]
        if kind == "mla.receive":
            self.items = []

    def _content(self, act: Act) -> None:
        self.facts = act.manifest.facts
        self.version = act.manifest.event if act.manifest.kind == "mla.draft" else self.version
        self.measures = {one["label"]: one["code"] for one in self.facts["measures"]}

    def _after(self, kind: str, facts: Json) -> str:
        if kind in _RESUMES:
            return self.resume
        if kind == "mla.results":
            return "results_transmitted" if facts["final"] else self.status
        if kind == "mla.accept":
            return self.status if self.status == "in_execution" else "accepted"
        if kind == "mla.receive":
            return "results_received" if self.status == "results_transmitted" else self.status
        if kind == "mla.refuse":
            return "refused" if self.refused >= set(self.measures) else self.resume
        return _LEADS_TO.get(kind, self.status)


def position(*streams: Stream | None) -> Position:
    """The position after all acts: the national file first (if it is seen), then the shared request."""
    found = Position()
    for stream in streams:
        for act in stream.events if stream else ():
            found.take(act)
    return found


def check_summary(summary: Json, found: Position) -> None:
    """Refuse a summary by the hub that is not what the acts signed by the officers add up to."""
    said = {one["label"]: one["code"] for one in summary["measures"]}
    if said != found.measures:
        raise Forged(
            _differs("measures", ", ".join(said.values()), ", ".join(found.measures.values())),
            "altered-facts",
        )
    for name in ("urgent", "wanted_by"):
        if summary.get(name) != found.facts.get(name):
            raise Forged(_differs(name, summary.get(name), found.facts.get(name)), "altered-facts")
    if summary["status"] != found.status:
        raise Forged(_differs("status", summary["status"], found.status), "altered-facts")


def _differs(what: str, said: object, signed: object) -> str:
    return f"The hub says something else than the officers signed ({what}: “{said}”, signed is “{signed}”)."
