"""Countries and their chains over the API."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from focal_points.models import Country, FocalPoint, Seat
from hub.audit.models import AuditRecord, Kind
from hub.encryption.chain import fold
from tests.cast import Cast
from tests.factories.chains import Signed
from tests.factories.joining import answer, found, invited, new_person
from tests.focal_points.queries import queries_of

CHAIN = "/api/v1/countries/PK/chain/"


def test_a_member_reads_and_verifies_another_chain(cast: Cast) -> None:
    said = cast.stranger.officer.api().get(CHAIN).json()
    state = fold(said["statements"], settings.HUB_ID, "PK")
    assert (state.head_seq, state.head_hash) == (said["head_seq"], said["head_hash"])


def test_a_chain_is_read_on_from_where_one_stands(cast: Cast) -> None:
    client, head = cast.recipient.officer.api(), cast.sender.chancery.country.head_seq
    assert len(client.get(CHAIN, {"after": head - 2}).json()["statements"]) == 2
    assert client.get(CHAIN, {"after": head}).json()["statements"] == []


@pytest.mark.parametrize(
    "after", ["x", "-2", "99999999999999999999", "1.5", "\N{ARABIC-INDIC DIGIT ONE}", "--1", ""]
)
def test_a_strange_place_in_a_chain_is_400(cast: Cast, after: str) -> None:
    assert cast.recipient.officer.api().get(CHAIN, {"after": after}).status_code == 400


@pytest.mark.parametrize("code", ["ZZ", "pk", "P", "PAK", "%00%00", "پک"])
@pytest.mark.parametrize("rest", ["", "chain/", "treaties/"])
def test_no_such_country_is_404(cast: Cast, code: str, rest: str) -> None:
    assert cast.recipient.officer.api().get(f"/api/v1/countries/{code}/{rest}").status_code == 404


def test_countries_list_members_with_what_our_country_verified(cast: Cast) -> None:
    cast.sender.chancery.verify_peer("NP")
    rows = cast.sender.drafter.api().get("/api/v1/countries/").json()["countries"]
    assert [row["code"] for row in rows] == ["EG", "NP", "PK", "XH"]
    assert [row["code"] for row in rows if row["verified"]] == ["NP"]
    others = cast.recipient.officer.api().get("/api/v1/countries/").json()["countries"]
    assert not any(row["verified"] for row in others)


def test_countries_come_in_pages(cast: Cast) -> None:
    Country.objects.filter(code__lt="C").update(member=True)
    client, seen, cursor = cast.sender.drafter.api(), [], None
    while cursor != "":
        page = client.get("/api/v1/countries/", {"cursor": cursor} if cursor else {}).json()
        seen += [row["code"] for row in page["countries"]]
        cursor = page["next"] or ""
    assert seen == sorted(Country.objects.filter(member=True).values_list("code", flat=True))
    assert len(seen) > 30


def test_as_many_queries_for_one_country_as_for_three(cast: Cast) -> None:
    client = cast.sender.drafter.api()
    Country.objects.exclude(code="PK").update(member=False)
    one = queries_of(lambda: client.get("/api/v1/countries/"))
    Country.objects.filter(code__in=["NP", "EG"]).update(member=True)
    assert queries_of(lambda: client.get("/api/v1/countries/")) == one


def test_an_administrator_posts_a_statement_and_repeats_it(cast: Cast) -> None:
    side = cast.sender
    signed = side.chancery.sign("peer_verified", {"country": "NP", "fingerprint": "0" * 64})
    first = side.admin.api().post(CHAIN, signed.body)
    again = side.admin.api().post(CHAIN, signed.body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (
        AuditRecord.objects.filter(
            kind=Kind.STATEMENT_ADDED, what=f"PK {first.json()['seq']} peer_verified"
        ).count()
        == 1
    )


def test_the_loser_of_a_race_gets_the_head(cast: Cast) -> None:
    chancery = cast.sender.chancery
    mine = chancery.sign("peer_verified", {"country": "NP", "fingerprint": "1" * 64})
    chancery.verify_peer("EG")
    lost = cast.sender.admin.api().post(CHAIN, mine.body)
    country = chancery.country
    assert (lost.status_code, lost.json()["code"]) == (409, "chain_moved")
    assert (lost.json()["head_seq"], lost.json()["head_hash"]) == (country.head_seq, country.head_hash)


def statement(cast: Cast) -> Signed:
    return cast.sender.chancery.sign("peer_verified", {"country": "NP", "fingerprint": "0" * 64})


def test_another_country_cannot_state_for_us(cast: Cast) -> None:
    answer_ = cast.stranger.admin.api().post(CHAIN, statement(cast).body)
    assert (answer_.status_code, answer_.json()["code"]) == (403, "other_country")


def test_an_officer_who_is_no_administrator_is_told_why(cast: Cast) -> None:
    answer_ = cast.sender.drafter.api().post(CHAIN, statement(cast).body)
    assert (answer_.status_code, answer_.json()["code"]) == (403, "not_administrator")


def test_a_statement_signed_by_somebody_else_is_refused(cast: Cast) -> None:
    body = {"country": "NP", "fingerprint": "0" * 64}
    forged = cast.sender.chancery.sign("peer_verified", body, by=cast.sender.drafter)
    answer_ = cast.sender.admin.api().post(CHAIN, forged.body)
    assert (answer_.status_code, answer_.json()["code"]) == (400, "bad_signature")


def test_the_hub_takes_no_seed_for_a_ghost(cast: Cast) -> None:
    side = cast.sender
    signed = side.chancery.sign_removal(side.leaver)  # type: ignore[arg-type]
    ghost = {**signed.wraps[0], "officer": str(uuid4())}
    answer_ = side.admin.api().post(CHAIN, {**signed.body, "wraps": [*signed.wraps, ghost]})
    assert (answer_.status_code, answer_.json()["code"]) == (400, "bad_statement")
    assert Seat.objects.filter(officer=side.leaver.id, to_seq__isnull=True).exists()  # type: ignore[union-attr]


def test_missing_material_is_refused_and_nothing_moves(cast: Cast) -> None:
    side, before = cast.sender, cast.sender.chancery.country.head_seq
    signed = side.chancery.sign_removal(side.leaver)  # type: ignore[arg-type]
    answer_ = side.admin.api().post(CHAIN, {"envelope": signed.envelope})
    assert (answer_.status_code, answer_.json()["reason"]) == (400, "wraps-do-not-match")
    assert side.chancery.country.head_seq == before


def test_an_officer_whom_nobody_invited_is_not_added(cast: Cast) -> None:
    ghost = new_person("Ghost", "ghost@pk.example")
    body = {"officer": str(ghost.id), "name": ghost.name, **ghost.public}
    answer_ = cast.sender.admin.api().post(CHAIN, cast.sender.chancery.sign("officer_add", body).body)
    assert (answer_.status_code, answer_.json()["code"]) == (400, "unknown_officer")


def test_other_keys_than_the_answered_ones_are_not_added(cast: Cast) -> None:
    side, person = cast.sender, new_person("New", "new@pk.example")
    invitation, code = invited(side.chancery, side.post, person, "officer")
    answer(invitation, code, "PK", person)
    swapped = new_person("New", "new@pk.example").public
    body = {"officer": str(person.id), "name": person.name, **swapped}
    answer_ = side.admin.api().post(CHAIN, side.chancery.sign("officer_add", body).body)
    assert (answer_.status_code, answer_.json()["code"]) == (400, "unknown_officer")


@pytest.mark.parametrize(("code", "type_"), [("PK", "secretariat"), ("PK", "embassy"), ("XH", "police")])
def test_types_of_posts_are_known_and_only_xh_is_the_secretariat(cast: Cast, code: str, type_: str) -> None:
    side = next(one for one in cast.sides if one.code == code)
    before = FocalPoint.objects.count()
    posted = side.admin.api().post(f"/api/v1/countries/{code}/chain/", _new_post(side.chancery, type_).body)
    assert (posted.status_code, posted.json()["reason"]) == (400, "bad-type")
    assert FocalPoint.objects.count() == before


def _new_post(chancery: Any, type_: str, name: str = "Post", id_: Any = None) -> Signed:
    from hub.encryption.canonical import b64
    from hub.encryption.chain import material_hash
    from hub.encryption.seeds import FocalPointKey

    number = str(id_ or uuid4())
    key = FocalPointKey.generate(settings.HUB_ID, number)
    rotation = {
        "focal_point": number,
        "generation": 1,
        "kem": b64(key.kem_public),
        "wraps_sha256": material_hash([]),
    }
    body = {"focal_point": number, "name": name, "type": type_, "rotation": rotation}
    signed: Signed = chancery.sign("focal_point_add", body)
    return signed


def test_a_post_number_of_another_country_is_taken(cast: Cast) -> None:
    signed = _new_post(cast.sender.chancery, "police", id_=cast.recipient.post.id)
    answer_ = cast.sender.admin.api().post(CHAIN, signed.body)
    assert (answer_.status_code, answer_.json()["code"]) == (409, "id_taken")


def test_a_name_with_control_characters_is_refused(cast: Cast) -> None:
    answer_ = cast.sender.admin.api().post(CHAIN, _new_post(cast.sender.chancery, "police", "A\x00B").body)
    assert (answer_.status_code, answer_.json()["code"]) == (400, "bad_text")


@pytest.mark.usefixtures("cast")
def test_a_founder_without_seat_founds_over_the_api() -> None:
    founder = new_person("Founder", "founder@af.example")
    chancery = found("AF", founder)
    client = founder.api()
    assert client.get("/api/v1/me/").json()["focal_point"] is None
    posted = client.post("/api/v1/countries/AF/chain/", _new_post(chancery, "central_authority").body)
    assert posted.status_code == 201
    assert client.get("/api/v1/countries/AF/chain/").status_code == 200
    assert client.get("/api/v1/focal-points/").status_code == 404
