"""What the officers of the journeys write: an invented case, complete by article 18(15)(a) to (f)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

SUBJECT = "Bank and travel records in the brick kiln case"


@dataclass(frozen=True)
class Case:
    """A request by the words on the form: label to text, and repeated entries by their box."""

    to: str
    texts: dict[str, str]
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def in_days(days: int) -> str:
    """A date from today, as date fields take it."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


BRICK_KILN = Case(
    to="Nepal: Office of the Attorney General",
    texts={
        "Subject line": SUBJECT,
        "Your own reference": "FIA/AHTC/2026/117",
        "Language of the request": "English",
        "Authority making the request": "Ministry of Interior, Islamabad",
        "Authority conducting the case": "Anti-Human Trafficking Circle, Lahore",
        "Its functions": "Investigates trafficking in persons under the Act of 2018",
        "Kind of proceeding": "Investigation",
        "Stage reached": "Statements of the workers have been taken",
        "Case number": "FIR 44/2026",
        "Subject matter of the case": "Bonded labour of a family in a kiln; payments to a recruiter.",
        "Summary of the facts": "Between March and May 2026 six persons were brought over the border with "
        "the promise of seasonal work. Their wages were paid into an account in Nepalgunj.",
        "Legal basis": "UNTOC with the Trafficking in Persons Protocol",
        "Wanted by": in_days(100),
        "Reason for this date": "The hearing of the recruiter begins two weeks later.",
    },
    rows={
        "offences": [{"Offence": "Trafficking", "Provision and its text": "Section 3, Act of 2018"}],
        "persons": [
            {
                "Role in the case": "Suspect",
                "Name in the original script": "राम बहादुर",
                "Name in Latin letters": "Ram Bahadur",
                "Nationality": "Nepali",
                "Where the person is": "Nepalgunj, as far as is known",
            }
        ],
        "measures": [
            {
                "Kind of assistance": "Documents and records, also of banks and companies",
                "What should be done": "Statements of account 4471, January to June 2026",
                "What it is needed for": "To prove payments to the recruiter",
                "How it is linked to the case": "The wages of the six workers were paid there",
                "Person concerned": "p1 Ram Bahadur",
            },
            {
                "Kind of assistance": "Search, seizure or freezing",
                "What should be done": "Search of the office of the recruiter",
                "What it is needed for": "To find the contracts of the workers",
                "How it is linked to the case": "The contracts were signed there",
                "Person concerned": "p1 Ram Bahadur",
            },
        ],
    },
)  # fmt: skip
