"""Countries that began anew, and beginnings that nobody had a right to."""

from __future__ import annotations

from typing import Any

from hub.encryption.canonical import Json
from tests.encryption.world import Nation, make_nation, officer_keys


def begun_anew() -> Nation:
    """A country whose administrators are lost, and which others began anew; its posts and keys go on."""
    nation = make_nation("PK")
    nation.say("peer_verified", {"country": "NP", "fingerprint": "ab" * 32})
    nation.say("refound", _beginning(nation), by="Dina", signers=[officer_keys("PK Dina")])
    nation.admins = ["Dina"]
    nation.say("peer_verified", {"country": "EG", "fingerprint": "cd" * 32})
    return nation


def _beginning(nation: Nation, name: str = "Dina", **changed: Any) -> Json:
    return {"policy": 1, "admins": [nation.describe(name)], "replaces": nation.state.fingerprint} | changed


def wrong_beginnings() -> list[tuple[str, list[Json], str]]:
    """What somebody without a right to it may try, the hub first of all."""
    pk = make_nation("PK")
    ghost = [officer_keys("PK Dina")]
    other = pk.draft("refound", _beginning(pk, replaces="0" * 64), "Dina", ghost)
    unsigned = pk.draft("refound", _beginning(pk), "Dina", [officer_keys("PK Eve")])
    known = pk.draft("refound", _beginning(pk, admins=[pk.describe("Amina")]), "Amina", [pk.keys["Amina"]])
    anew = begun_anew()
    late = anew.draft(
        "peer_verified", {"country": "NP", "fingerprint": "0" * 64}, "Amina", [anew.keys["Amina"]]
    )
    return [
        ("a beginning that replaces another fingerprint", [*pk.envelopes, other], "another-genesis"),
        ("a beginning its administrators did not sign", [*pk.envelopes, unsigned], "unknown-signer"),
        ("a beginning with an officer who was there", [*pk.envelopes, known], "officer-reused"),
        ("an administrator from before signs on", [*anew.envelopes, late], "unknown-signer"),
    ]
