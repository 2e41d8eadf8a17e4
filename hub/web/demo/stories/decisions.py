"""Decisions: refused after consultation, executed in part with limits, an order of confiscation."""

from __future__ import annotations

from hub.client import acts
from hub.client.acts import Item
from hub.web.demo.stage import Stage, evidence, in_days

PK, OK, NP, NP2 = "pk-drafter", "pk-approver", "np-officer", "np-approver"
MA, MA2, EG, EG2 = "ma-officer", "ma-approver", "eg-officer", "eg-approver"


def dual_criminality(stage: Stage) -> str:
    """Case 5: no such offence here; the other side is heard before anybody refuses."""
    request = stage.send("dual_criminality", NP, NP2)
    stage.take_on(PK, request, "PK-IN-2026-0071")
    reason = (
        "Placing workers abroad without a permit is no offence in Pakistan if nobody was deceived. "
        "Do the facts show fraud, coercion or forged papers?"
    )
    stage.do(PK, request, lambda found: acts.consult(found, "refusal", in_days(10), reason))
    return request


def dual_criminality_refused(stage: Stage, request: str) -> None:
    """Case 5 ends: heard, refused by a second officer with reasons, closed."""
    stage.act(NP, request, "consult_reply", "No. All nine workers say that they were treated well.")
    reasons = "Dual criminality is lacking (article 18(9)); we would help if fraud came to light."
    stage.do(OK, request, lambda found: acts.refuse(found, {"m1": "18.9"}, reasons))
    stage.do(NP, request, lambda found: acts.close(found, "refused", useful="not_useful"))


def partial(stage: Stage) -> str:
    """Case 6: two measures bring something, each item with its own limit; one is not possible."""
    request = stage.send("partial_limits", MA, MA2)
    stage.take_on(EG, request, "EG-EX-2026-131")
    stage.do(EG, request, acts.accept)
    stage.act(EG, request, "execute")
    items = [
        Item(evidence("bail.txt"), "m1"),
        Item(evidence("scelle-12.txt"), "m2", limit="Ne pas transmettre à un État tiers.",
             return_by=in_days(90), returns="L'imprimante sous scellé n° 12, original."),
    ]  # fmt: skip
    stage.do(EG, request, lambda found: acts.results(
        found, {"m1": "executed", "m2": "partial", "m3": "not_possible"}, items, final=True,
        text="L'opérateur ne conserve les données d'abonné que six mois.",
    ))  # fmt: skip
    stage.do(MA, request, acts.receive)
    return request


def partial_used(stage: Stage, request: str) -> None:
    """Case 6 goes on: a further use granted on conditions, an exculpatory page notified."""
    reasons = "Une autre chambre juge le loueur pour faux ; le bail y est nécessaire."
    stage.do(MA, request, lambda found: acts.ask_use(found, ["i1"], "other_case", reasons))
    conditions = "موافقة بشرط عدم نشر اسم المؤجر."
    stage.act(EG2, request, "answer_use", conditions, use="u1", answer="conditions")
    notice = "Le bail montre que le second prévenu n'avait pas de clé."
    stage.act(MA, request, "exculpatory", notice, items=["i1"])


def confiscation(stage: Stage) -> str:
    """Case 12: a final order of confiscation; the flat is frozen first, the sale is consulted on."""
    request = stage.send("confiscation_order", EG, EG2)
    stage.take_on(MA, request, "MA-EX-2026-77")
    stage.do(MA, request, acts.accept)
    stage.act(MA, request, "execute")
    stage.do(MA, request, lambda found: acts.results(
        found, {"m2": "executed"}, final=False, counts={"assets_frozen": 1},
        text="Mention portée au titre foncier ; l'appartement ne peut être vendu.",
    ))  # fmt: skip
    costs = "Les frais de vente et de garde dépassent l'ordinaire : partage proposé par moitié."
    stage.do(MA, request, lambda found: acts.consult(found, "costs", in_days(21), costs, ["m1"]))
    return request


def confiscation_done(stage: Stage, request: str) -> None:
    """Case 12 ends: costs settled, confiscated, used for the recovery of assets."""
    stage.act(EG, request, "consult_reply", "نوافق على المناصفة.")
    stage.act(MA, request, "consult_end")
    stage.do(MA, request, lambda found: acts.results(
        found, {"m1": "executed"}, [Item(evidence("jugement-exequatur.txt"), "m1")], final=True,
        counts={"assets_confiscated": 1},
    ))  # fmt: skip
    stage.do(EG, request, acts.receive)
    stage.do(EG, request, lambda found: acts.close(
        found, "assisted", useful="useful", used_in=["asset_recovery"], text="شكراً لتعاونكم."
    ))  # fmt: skip
    stage.act(MA, request, "confirm_close")
