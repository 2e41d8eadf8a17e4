"""What a malicious hub may try, each as a mutation for the proxy."""

from __future__ import annotations

import base64
import json
import re
import uuid
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse
from hub.encryption.canonical import b64, canonical, parse, unb64
from hub.encryption.chain import Rotation, make_statement, material_hash
from hub.encryption.keys import OfficerKeys, PublicKeys
from hub.encryption.lapse import make_lapse
from hub.encryption.seeds import FocalPointKey
from hub.encryption.statement import read_statement
from tests.story.proxy import Exchange, Mutation

WHEN = "2026-11-01T08:00:00Z"
CHAIN = re.compile(r"/api/v1/countries/([A-Z]{2})/chain/")
EVENTS = re.compile(r"/api/v1/streams/[0-9a-f-]{36}/events/(\?|$)")
PART = re.compile(r"/api/v1/streams/[0-9a-f-]{36}/events/[0-9a-f-]{36}/parts/[1-9]")


def _on_chain(exchange: Exchange, country: str) -> bool:
    found = CHAIN.match(exchange.path)
    return bool(found and found[1] == country and exchange.method == "GET" and exchange.status == 200)


def swap_country(hub: str, country: str, post: str) -> Mutation:
    """Show a chain of the hub's own making in place of a country's: the same post, another key."""
    keys, officer = OfficerKeys.generate(), str(uuid.uuid4())
    admin = {"officer": officer, "name": "Somebody", "kem": b64(keys.public.kem), "sig": b64(keys.public.sig)}
    common: dict[str, Any] = {
        "hub": hub,
        "country": country,
        "by": officer,
        "created": WHEN,
        "signers": [keys],
    }
    first = make_statement(
        seq=0, prev="0" * 64, kind="genesis", body={"policy": 1, "admins": [admin]}, **common
    )
    key = FocalPointKey.generate(hub, post)
    rotation = Rotation(post, 1, key.kem_public, material_hash([])).to_dict()
    body = {
        "focal_point": post,
        "name": "Central Authority",
        "type": "central_authority",
        "rotation": rotation,
    }
    prev = dsse.envelope_hash(first)
    second = make_statement(seq=1, prev=prev, kind="focal_point_add", body=body, **common)

    def mutate(exchange: Exchange) -> None:
        if _on_chain(exchange, country):
            statements = [first, second][_after(exchange) + 1 :]
            head = {"head_seq": 1, "head_hash": dsse.envelope_hash(second)}
            exchange.answer({"country": country, "statements": statements, **head})

    return mutate


def second_beginning(hub: str, country: str, founder: str, keys: PublicKeys) -> Mutation:
    """Begin a country anew under the hub's own administrator, with its founder taken in by his true keys."""
    own, admin = OfficerKeys.generate(), str(uuid.uuid4())
    common: dict[str, Any] = {"hub": hub, "country": country, "by": admin, "created": WHEN, "signers": [own]}
    ours = {"officer": admin, "name": "Somebody", "kem": b64(own.public.kem), "sig": b64(own.public.sig)}
    genesis = {"policy": 1, "admins": [ours]}
    first = make_statement(seq=0, prev="0" * 64, kind="genesis", body=genesis, **common)
    body = {"officer": founder, "name": "Founder", "kem": b64(keys.kem), "sig": b64(keys.sig)}
    second = make_statement(seq=1, prev=dsse.envelope_hash(first), kind="officer_add", body=body, **common)

    def mutate(exchange: Exchange) -> None:
        if _on_chain(exchange, country):
            head = {"head_seq": 1, "head_hash": dsse.envelope_hash(second)}
            statements = [first, second][_after(exchange) + 1 :]
            exchange.answer({"country": country, "statements": statements, **head})

    return mutate


def ghost_officer(hub: str, country: str) -> Mutation:
    """Add an officer nobody of the country signed for."""
    keys, officer = OfficerKeys.generate(), str(uuid.uuid4())
    ghost = {"officer": officer, "name": "Ghost", "kem": b64(keys.public.kem), "sig": b64(keys.public.sig)}

    def mutate(exchange: Exchange) -> None:
        if _on_chain(exchange, country):
            said = exchange.json()
            added = make_statement(
                hub=hub, country=country, seq=said["head_seq"] + 1, prev=said["head_hash"],
                kind="officer_add", by=officer, created=WHEN, body=ghost, signers=[keys],
            )  # fmt: skip
            said["statements"].append(added)
            head = {"head_seq": said["head_seq"] + 1, "head_hash": dsse.envelope_hash(added)}
            exchange.answer({**said, **head})

    return mutate


def roll_back(country: str, kept: int) -> Mutation:
    """Show only the first statements of a country, as if nothing had come after."""

    def mutate(exchange: Exchange) -> None:
        if _on_chain(exchange, country):
            said = exchange.json()
            short = [one for one in said["statements"] if read_statement(one).seq < kept]
            head = {"head_seq": kept - 1, "head_hash": read_statement(short[-1]).hash if short else "0" * 64}
            exchange.answer({**said, "statements": short, **head})

    return mutate


def replay_event() -> Mutation:
    """Deliver the first act of a stream once more, as if it had just been sent."""

    def mutate(exchange: Exchange) -> None:
        if EVENTS.match(exchange.path) and exchange.method == "GET" and exchange.status == 200:
            said = exchange.json()
            again = {**said["events"][0], "seq": len(said["events"])}
            exchange.answer({**said, "events": [*said["events"], again]})

    return mutate


def hold_back() -> Mutation:
    """Keep the newest act of a stream to itself."""

    def mutate(exchange: Exchange) -> None:
        if EVENTS.match(exchange.path) and exchange.method == "GET" and exchange.status == 200:
            said = exchange.json()
            exchange.answer({**said, "events": said["events"][:-1]})

    return mutate


def drop_chunk() -> Mutation:
    """Cut one 16 KiB chunk out of a sealed file."""

    def mutate(exchange: Exchange) -> None:
        if PART.match(exchange.path) and exchange.status in (200, 206):
            chunk = 16384 + 16
            exchange.body = exchange.body[: 56 + chunk] + exchange.body[56 + 2 * chunk :]

    return mutate


def exchange_chunks() -> Mutation:
    """Exchange two chunks of a sealed file; its length stays."""

    def mutate(exchange: Exchange) -> None:
        if PART.match(exchange.path) and exchange.status == 200:
            chunk, start, body = 16384 + 16, 56, exchange.body
            one, two = body[start : start + chunk], body[start + chunk : start + 2 * chunk]
            exchange.body = body[:start] + two + one + body[start + 2 * chunk :]

    return mutate


def swap_wrap() -> Mutation:
    """Put another wrapped key in the place of the one the sender made."""

    def mutate(exchange: Exchange) -> None:
        if "/events/" in exchange.path and exchange.method == "GET" and exchange.status == 200:
            if "parts" in exchange.path:
                return
            said = exchange.json()
            for row in said.get("events", [said]):
                for wrap in (*row["wraps"], *row["all_wraps"]):
                    wrap["wrap"] = base64.b64encode(bytes(80)[:-1] + b"\x07").decode()
            exchange.answer(said)

    return mutate


def lower_kdf() -> Mutation:
    """Hand out the keystore with a passphrase that is a thousand times easier to guess."""

    def mutate(exchange: Exchange) -> None:
        if exchange.path.endswith("/me/keystore/") and exchange.method == "GET":
            said = exchange.json()
            said["unlockers"][0]["iterations"] = 600
            exchange.answer(said)

    return mutate


def alter_facts() -> Mutation:
    """Make every signed act say “not urgent”, or urgent if it was not."""

    def mutate(exchange: Exchange) -> None:
        if EVENTS.match(exchange.path) and exchange.method == "GET" and exchange.status == 200:
            said = exchange.json()
            for row in said["events"]:
                manifest = parse(unb64(row["envelope"]["payload"]))
                if "urgent" in manifest["facts"]:
                    manifest["facts"]["urgent"] = not manifest["facts"]["urgent"]
                    row["envelope"]["payload"] = b64(canonical(manifest))
                    row["hash"] = dsse.envelope_hash(row["envelope"])
            exchange.answer(said)

    return mutate


def _events(exchange: Exchange) -> bool:
    return bool(EVENTS.match(exchange.path)) and exchange.method == "GET" and exchange.status == 200


def leave_out(seq: int) -> Mutation:
    """Keep one act in the middle to itself."""

    def mutate(exchange: Exchange) -> None:
        if _events(exchange):
            said = exchange.json()
            exchange.answer({**said, "events": [row for row in said["events"] if row["seq"] != seq]})

    return mutate


def exchange_acts(first: int, second: int) -> Mutation:
    """Deliver two acts in each other's place."""

    def mutate(exchange: Exchange) -> None:
        if _events(exchange):
            said = exchange.json()
            rows = {row["seq"]: row for row in said["events"]}
            if {first, second} <= rows.keys():
                rows[first], rows[second] = ({**rows[second], "seq": first}, {**rows[first], "seq": second})
            exchange.answer({**said, "events": list(rows.values())})

    return mutate


def share_unnamed(seq: int) -> Mutation:
    """Say of an act that it was shared later, so that it need not stand in line."""

    def mutate(exchange: Exchange) -> None:
        if _events(exchange):
            said = exchange.json()
            for row in said["events"]:
                if row["seq"] == seq:
                    by = said["events"][-1]["id"]
                    wrap = row["all_wraps"][0]
                    row["shared"] = {"by": by, "generation": wrap["generation"], "wrap": wrap["wrap"]}
            exchange.answer(said)

    return mutate


def another_thread(other: str) -> Mutation:
    """Ask the hub for the acts of another conversation (a mutation before the call)."""

    def before(exchange: Exchange) -> None:
        if EVENTS.match(exchange.path):
            exchange.path = re.sub(r"(?<=/streams/)[0-9a-f-]{36}", other, exchange.path)

    return before


def change_thread(**said: Any) -> Mutation:
    """Tell something else of a conversation in the summary beside its acts."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/threads/[0-9a-f-]{36}/", exchange.path):
            exchange.answer({**exchange.json(), **said})

    return mutate


def add_member() -> Mutation:
    """Name somebody in the list of members whom nobody admitted."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/threads/[0-9a-f-]{36}/", exchange.path):
            said = exchange.json()
            ghost = {**said["members"][0], "focal_point": str(uuid.uuid4())}
            exchange.answer({**said, "members": [*said["members"], ghost]})

    return mutate


def alter_summary() -> Mutation:
    """Tell another state of the request than the signed acts add up to."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/requests/[0-9a-f-]{36}/", exchange.path):
            exchange.answer({**exchange.json(), "status": "closed", "status_label": "Closed"})

    return mutate


def change_summary(**said: Any) -> Mutation:
    """Tell something else of a request in the summary beside its acts."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/requests/[0-9a-f-]{36}/", exchange.path):
            exchange.answer({**exchange.json(), **said})

    return mutate


def refuse_quietly() -> Mutation:
    """Show a measure as refused that nobody refused."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/requests/[0-9a-f-]{36}/", exchange.path):
            said = exchange.json()
            said["measures"][0]["status"] = "refused"
            exchange.answer(said)

    return mutate


def forge_lapse(hub: str) -> Mutation:
    """Say, signed with another key than the hub's, that the request was never opened."""
    own = Ed25519PrivateKey.generate()

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/api/v1/requests/[0-9a-f-]{36}/", exchange.path):
            said, at = exchange.json(), "2026-11-01T08:00:00.000001Z"
            values = {"kind": "sys.undelivered", "clock": "delivery", "ref": "", "side": "requested"}
            envelope = make_lapse(own, hub=hub, request=said["id"], due=WHEN, at=at, **values)
            exchange.answer({**said, "lapses": [{**values, "due": WHEN, "at": at, "envelope": envelope}]})

    return mutate


def shift_time() -> Mutation:
    """Say that the first act of a stream was taken a year later, so that it falls after all others."""

    def mutate(exchange: Exchange) -> None:
        if EVENTS.match(exchange.path) and exchange.method == "GET" and exchange.status == 200:
            said = exchange.json()
            said["events"][0]["at"] = "2036" + said["events"][0]["at"][4:]
            exchange.answer(said)

    return mutate


def another_hub_key() -> Mutation:
    """Sign receipts with another key than before."""

    def mutate(exchange: Exchange) -> None:
        if exchange.path == "/api/v1/hub/":
            exchange.answer({**exchange.json(), "hub_key": b64(OfficerKeys.generate().public.sig)})

    return mutate


def forge_answer() -> Mutation:
    """Answer an invitation in the place of the person who was invited, with keys of the hub's own."""

    def mutate(exchange: Exchange) -> None:
        if exchange.path.startswith("/api/v1/invitations/") and exchange.method == "GET":
            keys, said = OfficerKeys.generate(), exchange.json()
            for row in said["invitations"]:
                if row["answer"]:
                    row["answer"] |= {"kem": b64(keys.public.kem), "sig": b64(keys.public.sig)}
            exchange.answer(said)

    return mutate


def break_json() -> Mutation:
    """Answer lists with something else than was agreed."""

    def mutate(exchange: Exchange) -> None:
        if exchange.path.startswith("/api/v1/requests/"):
            exchange.body = json.dumps({"requests": [{"id": 5}], "next": None}).encode()

    return mutate


def _after(exchange: Exchange) -> int:
    found = re.search(r"after=(-?\d+)", exchange.path)
    return int(found[1]) if found else -1
