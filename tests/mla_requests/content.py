"""What the requests of the tests say, and the plain facts that go with each kind of act."""

from datetime import timedelta
from typing import Any

from hub.base.clock import now
from hub.encryption.canonical import canonical
from hub.encryption.event import FileSource

REQUEST_TYPE = "application/vnd.hub.mla-request+json"
MEASURES = [{"label": "m1", "code": "18.3.f"}, {"label": "m2", "code": "18.3.a"}]
PLAIN: dict[str, Any] = {"measures": MEASURES, "legal_basis": "untoc", "offence": "tip",
                         "urgent": False, "wanted_by": None}  # fmt: skip
SENDING: dict[str, Any] = {"channel": "formal", "outside": "", "agreement": None, "supplements": None}
SUBJECT = "Bank records of the Karim travel agency"
REFERENCE = "FIA/MLA/2026/114"
SUSPECT = {
    "label": "p1",
    "role": "suspect",
    "known": True,
    "name_original": "کریم بخش",
    "name_latin": "Karim Bakhsh",
    "nationality": "Pakistan",
    "location": "Kathmandu",
}


def request_content() -> dict[str, Any]:
    """A complete request.json, as the drafting form makes it."""
    return {
        "v": 1,
        "language": "en",
        "authority": "Central Authority, Ministry of Interior",
        "conducting": {"name": "Federal Investigation Agency", "functions": "Investigates trafficking"},
        "proceeding": {"type": "investigation", "stage": "Evidence gathering", "case_number": "77/2026"},
        "subject_matter": "Trafficking in persons by an organised group",
        "offences": [
            {"name": "Trafficking in persons", "provision": "Act XXXIV of 2018, s. 3", "penalty": "7 y"}
        ],
        "facts": "Between March and June 2026 four persons were recruited with false promises of work.",
        "legal_basis": "untoc",
        "measures": [_measure("m1", "18.3.f", "p1"), _measure("m2", "18.3.a", "unknown")],
        "persons": [dict(SUSPECT)],
        "urgent": False,
        "urgency_reason": "",
        "wanted_by": None,
        "wanted_reason": "",
        "confidentiality": "confidential",
        "undertakings": {"speciality": True, "reciprocity": True},
    }


def _measure(label: str, code: str, person: str) -> dict[str, str]:
    return {
        "label": label,
        "code": code,
        "description": "Certified copies of the account statements",
        "purpose": "To prove the payments",
        "link": "The account received the fees",
        "person": person,
        "procedure": "Certified by the bank",
    }


def request_file(content: dict[str, Any] | None = None) -> FileSource:
    """The first file of a draft."""
    return FileSource("request.json", REQUEST_TYPE, canonical(content or request_content()))


def facts_for(kind: str) -> dict[str, Any]:
    """Plain facts that fit the story when it has come to an act of this kind; without "request"."""
    tomorrow = (now() + timedelta(days=30)).date().isoformat()
    by_kind: dict[str, dict[str, Any]] = {
        "mla.acknowledge": {"decision_expected": tomorrow},
        "mla.ask": {"questions": {"q1": "account_period", "q2": "identity"}},
        "mla.answer": {"answers": {"q1": "answered", "q2": "cannot_provide"}},
        "mla.consult": {"topic": "refusal", "measures": [], "reply_by": tomorrow},
        "mla.accept": {"measures": ["m1", "m2"]},
        "mla.refuse": {"measures": {"m1": "18.21.b", "m2": "18.9"}},
        "mla.results": {
            "outcomes": {"m1": "executed", "m2": "executed"},
            "items": [{"label": "i1", "measure": "m1", "file": 1, "limit": "18.19", "return_by": None}],
            "counts": {},
            "final": True,
        },
        "mla.receive": {"items": {"i1": "received"}},
        "mla.close": {"outcome": "assisted", "useful": "useful", "used_in": ["indictment"]},
    }
    return by_kind.get(kind, {})
