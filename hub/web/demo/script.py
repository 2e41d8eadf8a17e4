"""What the demo shows: the twelve cases and some more, each left where it is instructive to look at it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from hub.client import acts
from hub.client.session import Session
from hub.web.demo.stage import Stage, in_days
from hub.web.demo.stories import conversations, decisions, exchanges, library, pairs, persons, records

PK, OK, NP, NP2 = "pk-drafter", "pk-approver", "np-officer", "np-approver"


def play(sessions: Mapping[str, Session]) -> None:
    """Play every story; those between different pairs run side by side."""
    stage = Stage(sessions)
    pairs.agreed(stage, OK, NP2, pairs.ASIA)
    pairs.agreed(stage, "eg-approver", "ma-approver", pairs.AFRICA)
    pairs.compared(stage, OK, NP2, (PK, NP))
    stories = (_pakistan_and_nepal, _pakistan_and_others, _egypt_and_morocco)
    with ThreadPoolExecutor(len(stories)) as pool:
        for done in [pool.submit(story, stage) for story in stories]:
            done.result()
    conversations.joint_action(stage)
    library.shelves(stage)


def _pakistan_and_nepal(stage: Stage) -> None:
    bank = records.bank_records(stage)
    records.bank_records_results(stage, bank)
    decisions.dual_criminality(stage)
    persons.misdirected(stage)
    persons.oral_night(stage)
    exchanges.information(stage)
    exchanges.documents(stage)
    exchanges.nationality(stage)
    _asked(stage)
    _shared_draft(stage)
    waiting = stage.draft("sea_route", PK)
    stage.do(PK, waiting, acts.submit)
    stage.draft("draft_iran", PK)


def _asked(stage: Stage) -> None:
    stamps = stage.send("passports", PK, OK)
    stage.take_on(NP, stamps, "AG-MLA-083/329")
    stage.do(NP, stamps, lambda found: acts.ask(found, [
        ("other", "Please send the stamps in colour: the copies do not show the numeral clearly."),
        ("link", "Were the tickets paid in Kathmandu or in Karachi?"),
    ]))  # fmt: skip
    conversations.nationality(stage, stamps)


def _shared_draft(stage: Stage) -> None:
    """A draft that Nepal shows to Pakistan before it is formal."""
    request = stage.draft("domestic_work", NP)
    stage.do(NP, request, acts.submit)
    session = stage.sessions[NP2]
    with session.home.workroom() as room:
        note = "Would you need the contract itself, or do the records of the bank suffice?"
        stage.do(NP2, request, lambda found: acts.share_draft(session, found, room, note=note))


def _pakistan_and_others(stage: Stage) -> None:
    records.three_states_replies(stage, records.three_states(stage))
    persons.custody(stage)
    records.preservation(stage)
    money = stage.send("hundi", PK, OK)
    stage.take_on("bd", money, "BD-MLA-26-77")
    reason = "Records of the second account belong to a person who is not suspected."
    stage.do("bd", money, lambda found: acts.consult(found, "conditions", in_days(14), reason))
    terms = {"m1": "Names in the records of the second account are blackened."}
    stage.do("bd", money, lambda found: acts.conditions(found, terms, in_days(21)))
    pairs.paper(stage, PK)
    stage.send("border_river", PK, OK, channel="track", outside="diplomatic")


def _egypt_and_morocco(stage: Stage) -> None:
    cairo, rabat = "eg-officer", "ma-officer"
    persons.child_video(stage)
    part = decisions.partial(stage)
    decisions.partial_used(stage, part)
    flat = decisions.confiscation(stage)
    decisions.confiscation_done(stage, flat)
    exchanges.vessel_answered(stage, exchanges.vessel(stage))
    page = stage.send("tanger", rabat, "ma-approver")
    stage.take_on(cairo, page, "EG-EX-2026-112")
    stage.do(cairo, page, acts.accept)
    stage.act(cairo, page, "execute")
    stage.act(rabat, page, "status_query", "Une date approximative nous aiderait.")
    workers = stage.send("damietta", cairo, "eg-approver")
    wrong = [
        ("language", "La demande et ses pièces sont en arabe seulement ; une traduction est nécessaire.")
    ]
    stage.do(rabat, workers, lambda found: acts.give_back(found, wrong))
