"""Persons: a child heard by video link, a prisoner lent as a witness, two women met at an airport."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hub.client import acts, drafts, identities
from hub.client.acts import Item, Words
from hub.encryption.canonical import canonical
from hub.encryption.event import FileSource
from hub.forms.victims import IDENTITIES_NAME, IDENTITIES_TYPE
from hub.web.demo.stage import Stage, evidence, in_days

PK, OK, NP, IQ = "pk-drafter", "pk-approver", "np-officer", "iq"
MA, MA2, EG = "ma-officer", "ma-approver", "eg-officer"


def child_video(stage: Stage) -> str:
    """Case 2: sent without the child's name, which follows apart once the request was acknowledged."""
    request = stage.send("child_video", MA, MA2)
    stage.do(EG, request, lambda found: acts.acknowledge(found, "EG-EX-2026-140", in_days(10)))
    stage.open(EG, request)
    session = stage.sessions[MA]
    known = identities.identities(session, stage.see(MA, request))
    file = FileSource(IDENTITIES_NAME, IDENTITIES_TYPE, canonical(known))
    stage.do(MA, request, lambda found: acts.act(
        found, "mla.identities", words=Words("Identité de l'enfant 1, à n'ouvrir que pour la convocation."),
        files=[file],
    ))  # fmt: skip
    stage.act(EG, request, "assess")
    stage.do(EG, request, acts.accept)
    stage.act(EG, request, "execute", "أُحيل الطلب إلى نيابة الطفل في دمنهور.")
    return request


def child_video_heard(stage: Stage, request: str) -> None:
    """Case 2 ends: heard once, recorded, only for this case."""
    items = [
        Item(evidence("audition-enfant-1.txt"), "m1"),
        Item(
            evidence("avis-psychologique.txt"),
            "m2",
            limit="À huis clos seulement ; aucune copie à la défense.",
        ),
    ]
    stage.do(EG, request, lambda found: acts.results(
        found, {"m1": "executed", "m2": "executed"}, items, final=True,
        counts={"victims_heard": 1, "persons_heard": 1},
    ))  # fmt: skip


def custody(stage: Stage) -> str:
    """Case 4: the prisoner consents, is lent, and must be returned; the duty outlives the request."""
    request = stage.send("custody_transfer", PK, OK, channel="advance", outside="diplomatic")
    stage.take_on(IQ, request, "عراق/2026/598")
    stage.do(IQ, request, acts.accept)
    stage.act(IQ, request, "execute")
    stage.act(
        IQ, request, "custody", "Handed over at the airport of Basra.", measure="m1", return_by=in_days(27)
    )
    stage.do(IQ, request, lambda found: acts.results(
        found, {"m1": "executed", "m2": "executed"}, final=True, counts={"documents_served": 1},
        text="The witness travels under escort. Proof of service is in the annex to the record.",
    ))  # fmt: skip
    return request


def custody_returned(stage: Stage, request: str) -> None:
    """Case 4 ends: closed while the duty is open; told that he is free to go, returned, confirmed."""
    stage.do(PK, request, acts.receive)
    stage.do(
        PK, request, lambda found: acts.close(found, "assisted", useful="useful", used_in=["conviction"])
    )
    stage.act(IQ, request, "confirm_close")
    stage.act(PK, request, "safe_conduct", measure="m1", told=in_days(0))
    stage.act(PK, request, "duty_done", "Returned with record of hand-over.", duties=["d1"])
    stage.act(IQ, request, "duty_confirm", duties=["d1"])


def oral_night(stage: Stage) -> str:
    """Case 7: asked by telephone at night, taken, and not yet confirmed in writing."""
    request = stage.draft("oral_night", PK)
    made_at = (datetime.now(UTC) - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = "To the duty attorney, by telephone: meet both women at arrival, flight and seats given."
    stage.do(OK, request, lambda found: acts.oral(stage.sessions[OK], found, made_at, told))
    stage.act(NP, request, "oral_confirm", "Women officers are on their way to the airport.", agreed=True)
    return request


def oral_night_written(stage: Stage, request: str) -> None:
    """Case 7 goes on: the written request follows forthwith."""
    stage.approve(request, PK, OK)
    stage.transmit(request, PK)
    stage.do(NP, request, lambda found: acts.acknowledge(found, "AG-MLA-083/351", in_days(1)))


def misdirected(stage: Stage) -> str:
    """Case 8: sent to the wrong State, which names the right one."""
    request = stage.send("misdirected", PK, OK)
    bangladesh = drafts.find_post(stage.sessions[NP], "BD")
    stage.act(
        NP, request, "redirect", "The school is in Bangladesh; the certificate is not ours.", to=bangladesh
    )
    return request


def redirected(stage: Stage, request: str) -> str:
    """Case 8 ends: closed here, and sent anew to the right authority with its history."""
    links = [{"request": request, "kind": "redirected"}]
    again = stage.send("misdirected", PK, OK, to="BD", links=links)
    stage.do(PK, request, lambda found: acts.close(found, "redirected"))
    stage.take_on("bd", again, "BD-MLA-26-98")
    return again
