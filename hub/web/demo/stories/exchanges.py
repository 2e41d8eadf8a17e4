"""Beside requests: a vessel at sea whose flag is asked for, and information that becomes a request."""

from __future__ import annotations

from typing import Any

from hub.client import exchanges
from hub.client.exchanges import Words
from hub.client.sending import Outbox
from hub.encryption.canonical import Json
from hub.web.demo.stage import Stage

PK, OK, NP, MA, EG = "pk-drafter", "pk-approver", "np-officer", "ma-officer", "eg-officer"


def _send(stage: Stage, who: str, to: str, facts: Json, fields: Json) -> str:
    session = stage.sessions[who]
    intent = exchanges.send(session, stage.post(to), facts, Words(fields))
    return Outbox(session).send(intent).stream


def _act(
    stage: Stage, who: str, exchange: str, name: str, text: str = "", fields: Json | None = None, **facts: Any
) -> None:
    session = stage.sessions[who]
    found = exchanges.read(session, exchange)
    exchanges.open_all(session, found)
    Outbox(session).send(exchanges.act(found, name, facts, Words(fields or {}, text)))


def vessel(stage: Stage) -> str:
    """Case 3: a patrol sees a boat; its flag State is asked and has two hours."""
    facts = {"type": "flag_confirm", "urgent": True, "handling": "H1", "due": None}
    return _send(stage, MA, EG, facts, {
        "vessel": "نور البحر", "registration": "EG-ALX-4471", "marks": "Coque bleue, bande blanche",
        "position": "35,70° N, 3,97° W", "course": "060°, 7 nœuds", "seen_at": "2026-11-22 05:40 UTC",
        "suspicion": "Environ trente personnes sur le pont, sans feux, route changée à notre vue.",
        "intended": "Visite et fouille avec l'accord de l'État du pavillon ; sauvetage en premier lieu.",
    })  # fmt: skip


def vessel_answered(stage: Stage, exchange: str) -> None:
    """Case 3 ends: found in the register within the two hours."""
    _act(stage, EG, exchange, "acknowledge")
    _act(stage, EG, exchange, "answer", "مقيدة باسم المالك المذكور؛ لا إذن بالصعود بعد.", answer="yes",
         reason="records", fields={"register_entry": "EG-ALX-4471", "owner": "شركة بحر النور"})  # fmt: skip


def documents(stage: Stage) -> str:
    """A passport to be checked within ten days; the other State has said that it is at work."""
    facts = {"type": "doc_verify", "urgent": False, "handling": "H0", "due": None}
    passport = _send(stage, NP, PK, facts, {
        "document_kind": "Passport", "document_number": "KN 4471208", "issued_by": "Karachi",
        "name_latin": "Kamran Bhatti", "doubts": "The page with the photograph is thicker than the others.",
    })  # fmt: skip
    _act(stage, PK, passport, "acknowledge")
    return passport


def nationality(stage: Stage) -> str:
    """Is a woman found in a raid a national? Confirmed, so that she can go home."""
    facts = {"type": "nat_verify", "urgent": True, "handling": "H0", "due": None}
    asked = _send(stage, PK, NP, facts, {
        "name_original": "सुनिता थारु", "name_latin": "Sunita Tharu", "born": "about 24",
        "birthplace": "Kailali",
        "claimed": "Nepal", "relatives": "A brother in Dhangadhi",
    })  # fmt: skip
    _act(stage, NP, asked, "acknowledge")
    _act(stage, NP, asked, "answer", answer="yes", reason="records",
         fields={"found_name": "सुनिता थारु", "found_document": "Citizenship, Kailali"})  # fmt: skip
    return asked


def information(stage: Stage) -> str:
    """Case 10: Nepal tells Pakistan, unasked, of an agency that five women named."""
    facts = {"type": "spontaneous", "urgent": False, "handling": "H1", "evaluation": "B2",
             "restrictions": ["no_evidence"], "until": None, "due": None}  # fmt: skip
    return _send(stage, NP, PK, facts, {
        "headline": "A false employment agency in Karachi",
        "information": "Five women who returned in October name the same agency, its address and two of "
        "its staff. They say that other women were still in the house.",
        "places": "Karachi, Saddar", "origin": "Conversations in a shelter; no statements were taken.",
    })  # fmt: skip


def information_used(stage: Stage, exchange: str) -> str:
    """Case 10 ends: acknowledged, the house searched, and evidence asked for by a request that names it."""
    _act(stage, PK, exchange, "acknowledge")
    _act(stage, PK, exchange, "use", "The house was searched; a formal request follows.", use="converted",
         ways=[])  # fmt: skip
    return stage.send("from_information", PK, OK, links=[{"request": exchange, "kind": "information"}])
