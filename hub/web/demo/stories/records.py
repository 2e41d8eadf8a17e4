"""Records and data: bank records of a ring, data that will be deleted, one case in three States."""

from __future__ import annotations

import uuid

from hub.client import acts
from hub.client.acts import Item
from hub.web.demo.stage import Stage, evidence, in_days

PK, OK, NP, BD, IQ = "pk-drafter", "pk-approver", "np-officer", "bd", "iq"


def bank_records(stage: Stage) -> str:
    """Case 1: drafted by the prosecution, questioned, answered, and accepted."""
    request = stage.draft("bank_records", "pk-prosecutor")
    stage.act(
        "pk-prosecutor", request, "file_note", "The hearing of 22 February cannot be moved. Please hurry."
    )
    stage.approve(request, PK, OK)
    stage.transmit(request, PK)
    stage.take_on(NP, request, "AG-MLA-083/340")
    stage.do(NP, request, lambda found: acts.ask(found, [
        ("account_period", "The account ending in 115 was opened in March. Which days are wanted?"),
        ("link", "How do you know that “K.” is a person in Nepal?"),
    ]))  # fmt: skip
    stage.do(PK, request, lambda found: acts.answer(found, {
        "q1": "From its opening.", "q2": "A message of 4 May sends “K.” to the branch in New Road.",
    }))  # fmt: skip
    stage.do(NP, request, acts.accept)
    stage.act(NP, request, "execute", "Passed to the Department of Money Laundering Investigation.")
    return request


def bank_records_results(stage: Stage, request: str) -> None:
    """Case 1 goes on: interim results, their receipt item by item, and the rest."""
    first = Item(evidence("account-4471.csv"), "m1")
    stage.do(NP, request, lambda found: acts.results(
        found, {"m1": "executed"}, [first], final=False, counts={"accounts": 2}
    ))  # fmt: skip
    stage.do(PK, request, acts.receive)
    second = Item(evidence("flows.csv"), "m2")
    stage.do(NP, request, lambda found: acts.results(
        found, {"m2": "partial"}, [second], final=True,
        text="Withdrawals in cash could not be followed further than the counter.",
    ))  # fmt: skip
    stage.open(PK, request)


def bank_records_end(stage: Stage, request: str) -> None:
    """Case 1 ends: received, used in the indictment, closed by both."""
    stage.do(PK, request, acts.receive)
    stage.do(PK, request, lambda found: acts.close(
        found, "partly", useful="useful", used_in=["indictment"], text="The records name “K.”. Thank you."
    ))  # fmt: skip
    stage.act(NP, request, "confirm_close")


def preservation(stage: Stage, days: int = 60) -> str:
    """Case 11: data are preserved at once, for some days only; their disclosure waits for a court."""
    request = stage.send("digital_preservation", PK, OK)
    stage.take_on(BD, request, "BD-MLA-26-91")
    stage.act(BD, request, "preserved", "Order to the company no. 81, copy kept by it.", measure="m1",
              expires=in_days(days))  # fmt: skip
    stage.do(BD, request, acts.accept)
    stage.act(BD, request, "execute", "The court in Dhaka was asked for an order of disclosure.")
    return request


def three_states(stage: Stage) -> dict[str, str]:
    """Case 9: three requests at once from one case, each naming the others of the same case."""
    case, sent = str(uuid.uuid4()), dict[str, str]()
    for name, channel in (("nepal", "formal"), ("bangladesh", "formal"), ("iraq", "advance")):
        links = [{"request": one, "kind": "parallel"} for one in sent.values()]
        outside = "" if channel == "formal" else "diplomatic"
        sent[name] = stage.send(
            f"three_states_{name}", PK, OK, case=case, links=links, channel=channel, outside=outside
        )
    return sent


def three_states_replies(stage: Stage, sent: dict[str, str]) -> None:
    """Case 9 goes on: one State executes, one acknowledges, one waits for the original on paper."""
    nepal, bangladesh, iraq = sent["nepal"], sent["bangladesh"], sent["iraq"]
    stage.take_on(NP, nepal, "AG-MLA-083/344")
    stage.do(NP, nepal, acts.accept)
    stage.act(NP, nepal, "execute")
    stage.do(BD, bangladesh, lambda found: acts.acknowledge(found, "BD-MLA-26-95", in_days(20)))
    stage.open(IQ, iraq)
    stage.act(IQ, iraq, "original_arrived", on=in_days(0))
    stage.do(IQ, iraq, lambda found: acts.acknowledge(found, "عراق/2026/611", None))
