"""Keys for life, with the `hub` command: recovery, kit, lost keys, a new beginning; and a hub that cheats."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.client import joining, kit, lost_keys, unlocking
from hub.client.errors import Forged, RefusedByHub, Stop
from hub.client.home import Home
from hub.client.session import Ask, open_session, sign_in
from hub.encryption.chain import Pin, fold
from hub.encryption.codes import RECOVERY, human
from hub.encryption.errors import Tampered
from tests.story.world import PASSPHRASE, PASSWORD, Desk, World

pytestmark = pytest.mark.story
FRESH = "quite another long passphrase"


@pytest.fixture(scope="module")
def kenya(world: World) -> World:
    """Kenya with an administrator and an officer, and Uganda beside it."""
    world.found("KE", "ke-admin", ["admin", "officer"], {"ke-officer": "officer"})
    world.found("UG", "ug-admin", ["admin", "officer"], {})
    return world


def post_of(desk: Desk) -> str:
    return str(desk.home.account().focal_point)


def file_with(folder: Path, text: str) -> str:
    named = folder / f"{abs(hash(text))}.txt"
    named.write_text(text)
    return str(named)


def test_passphrase_recovery_code_and_recovery(kenya: World, tmp_path: Path) -> None:
    officer = kenya.desk("ke-officer")
    fresh = {"HUB_NEW_PASSPHRASE_FILE": file_with(tmp_path, FRESH)}
    old = officer.home.read("keystore.json")
    assert officer.run("keys", "passphrase", **fresh).returncode == 0
    with pytest.raises(Stop, match="wrong"):
        officer.open()
    with pytest.raises(Stop, match="does not open"):
        unlocking.recover(officer.home, human(bytes(16), RECOVERY), PASSPHRASE)
    code = unlocking.new_recovery_code(officer.home, FRESH)
    account, other = officer.home.account(), Home(tmp_path / "other")
    unlocking.import_by_recovery(other, account.url, account.email, PASSWORD, code, FRESH)
    unlocking.recover(officer.home, code, PASSPHRASE)
    assert officer.open().ring.posts
    officer.open().connection.put("me/keystore/", old)
    with pytest.raises(Forged) as found:
        unlocking.change_passphrase(officer.home, PASSPHRASE, FRESH)
    assert found.value.code == "keystore-replayed"
    officer.open().connection.put("me/keystore/", officer.home.read("keystore.json"))


def test_a_kit_in_three_parts_gives_a_post_back(kenya: World, tmp_path: Path) -> None:
    admin, officer = kenya.desk("ke-admin"), kenya.desk("ke-officer")
    target = tmp_path / "kit.age"
    made = admin.here("keys", "kit", "make", str(target), "--shares")
    assert made.returncode == 0, made.stderr
    one, two, three = (
        line.strip() for line in made.stdout.splitlines() if line.strip()[:2] in ("1-", "2-", "3-")
    )
    assert "opens" in admin.here("keys", "kit", "check", str(target), "--share", one, "--share", three).stdout
    alone = admin.here("keys", "kit", "check", str(target), "--share", two, "--share", two)
    assert (alone.returncode, "two different parts" in alone.stderr) == (2, True)
    session, post = admin.open(), post_of(admin)
    opened = kit.read(target, kit.Lock(passphrase=kit.passphrase_of([two, three])))
    session.ring = type(session.ring)(session.ring.officer, "KE", session.ring.keys, session.ring.fingerprint)
    kit.restore(session, opened, officer.home.account().officer, post)
    assert set(officer.open().ring.posts[post]) == {1, 2, 3}


def test_any_age_tool_opens_a_kit_for_age_recipients(kenya: World, tmp_path: Path) -> None:
    identity, target = tmp_path / "identity.txt", tmp_path / "kit.age"
    keygen, age = (str(shutil.which(name)) for name in ("age-keygen", "age"))
    subprocess.run([keygen, "-o", str(identity)], check=True, capture_output=True)
    public = identity.read_text().split("public key: ")[1].split()[0]
    admin = kenya.desk("ke-admin")
    lock = kit.Lock(recipients=[public])
    assert not kit.make(admin.open(), lock, target).waiting
    opened = subprocess.run([age, "-d", "-i", str(identity), str(target)], check=True, capture_output=True)
    assert b'"country":"KE"' in opened.stdout
    secret = [line for line in identity.read_text().splitlines() if line.startswith("AGE-")]
    found = kit.read(target, lock, secret)
    kit.make(admin.open(), lock, tmp_path / "newer.age")
    with pytest.raises(Tampered) as refused:
        kit.check(admin.open(), found)
    assert refused.value.code == "another-kit"


def test_lost_keys_are_made_anew_and_signed_by_a_colleague(kenya: World, tmp_path: Path) -> None:
    admin, lost = kenya.desk("ke-admin"), kenya.desk("ke-officer")
    before, account = lost.open().ring, lost.home.account()
    session, fresh = admin.open(), Home(tmp_path / "fresh")
    chain = session.own_chain()
    made = lost_keys.ask(fresh, account.url, account.email, PASSWORD, FRESH, chain.fingerprint)
    with pytest.raises(Forged) as refused:
        lost_keys.sign(session, account.officer, "N" + made.code[:0:-1])
    assert refused.value.code == "ghost-officer"
    passed = lost_keys.sign(session, account.officer, made.code)
    assert passed.given == [post_of(admin)]
    sign_in(fresh, fresh.account(), PASSWORD, label="fresh")
    opened = open_session(fresh, FRESH)
    assert set(before.posts[post_of(admin)]) < set(opened.ring.posts[post_of(admin)])
    with pytest.raises(Forged):
        lost.open()
    unlocking.change_passphrase(fresh, FRESH, PASSPHRASE)
    kenya.desks["ke-officer"] = Desk("ke-officer", tmp_path / "fresh")


def test_where_the_hub_asks_for_a_code_lost_keys_are_made_and_opened_with_it(
    world: World, tmp_path: Path
) -> None:
    world.found("TZ", "tz-admin", ["admin", "officer"], {"tz-officer": "officer"})
    account, recovery = world.desk("tz-officer").home.account(), unlocking.new_recovery_code
    code, printed = (
        recovery(world.desk("tz-officer").home, PASSPHRASE),
        world.desk("tz-admin").open().own_chain(),
    )
    given = iter(second_factor(world, account.officer))
    ways: list[Callable[[Home, Ask | None], object]] = [
        lambda home, ask: lost_keys.ask(
            home, account.url, account.email, PASSWORD, FRESH, printed.fingerprint, ask
        ),
        lambda home, ask: unlocking.import_by_recovery(
            home, account.url, account.email, PASSWORD, code, FRESH, ask
        ),
    ]
    for number, way in enumerate(ways):
        with pytest.raises(RefusedByHub) as refused:
            way(Home(tmp_path / f"without{number}"), None)
        assert refused.value.code == "second_factor_needed"
        assert way(Home(tmp_path / f"with{number}"), lambda: next(given))


def second_factor(world: World, officer: str) -> list[str]:
    """Backup codes of an officer who has an authenticator app from now on."""
    script = f"""
import pyotp
from focal_points.actions import add_app, make_backup_codes
from focal_points.models import Officer
from hub.base.clock import now
officer, secret = Officer.objects.get(pk="{officer}"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
add_app(officer, secret, pyotp.TOTP(secret).at(now().timestamp()), "Phone", now())
print(*make_backup_codes(officer))
"""
    return world.hub.manage("shell", "--no-imports", "-c", script).split()


def test_who_was_invited_to_a_beginning_and_did_not_sign_it_begins_nothing_later(
    world: World, tmp_path: Path
) -> None:
    link = world.hub.founding_link("RW", "other@rw.example", "Other")
    other = Desk("rw-other", tmp_path / "other")
    other.join(link, "Other", "other@rw.example")
    world.found("RW", "rw-admin", ["admin", "officer"], {})
    before = world.desk("rw-admin").open().own_chain()
    session = other.sign_in()
    with pytest.raises(RefusedByHub) as refused:
        joining.found(session, PASSWORD, "Second authority RW", "central_authority", ["admin"])
    assert refused.value.code == "not_invited_to_found"
    assert world.desk("rw-admin").open().own_chain().fingerprint == before.fingerprint


def test_a_post_key_turns_on_demand(kenya: World) -> None:
    admin = kenya.desk("ke-admin")
    before = set(admin.open().ring.posts[post_of(admin)])
    assert admin.here("keys", "rotate").returncode == 0
    assert set(admin.open().ring.posts[post_of(admin)]) == before | {max(before) + 1}


def test_a_country_that_begins_anew_is_unverified_until_compared(kenya: World, tmp_path: Path) -> None:
    peer = kenya.desk("ug-admin").open()
    first = peer.trust.chain("KE")
    link = kenya.hub.manage(
        "found_country", "KE", "--again", "--email", "new@ke.example", "--origin", kenya.hub.url
    ).split()[-1]
    new = Desk("ke-new", tmp_path / "new")
    new.join(link, "New administrator", "new@ke.example")
    session = new.sign_in()
    fingerprint = joining.found(session, PASSWORD, "Second authority KE", "central_authority", ["admin"])
    assert fingerprint != first.fingerprint
    own_officers_compare_the_new_beginning(kenya.desk("ke-officer"), first.fingerprint, fingerprint)
    with pytest.raises(RefusedByHub):
        joining.invite(
            kenya.desk("ke-admin").open(), post_of(kenya.desk("ke-admin")), "officer", "x", "x@ke.example"
        )
    peer = kenya.desk("ug-admin").open()
    with pytest.raises(Forged) as warned:
        peer.trust.chain("KE")
    assert warned.value.code == "began-anew"
    said = kenya.desk("ug-admin").here("peers", "verify", "KE", first.fingerprint)
    assert said.returncode == 4, said
    said = kenya.desk("ug-admin").here("peers", "verify", "KE", fingerprint)
    assert said.returncode == 0, said.stderr
    after = kenya.desk("ug-admin").open().trust.chain("KE")
    assert set(first.focal_points) < set(after.focal_points)
    with pytest.raises(Tampered) as pinned:
        fold(_envelopes(kenya), peer.hub, "KE", Pin(first.fingerprint, 0, first.fingerprint))
    assert pinned.value.code == "began-anew"


def own_officers_compare_the_new_beginning(officer: Desk, before: str, fingerprint: str) -> None:
    """Warned first; only the fingerprint of the new beginning is kept, and then work goes on."""
    warned = officer.here("inbox")
    assert (warned.returncode, "hub keys trust FINGERPRINT" in warned.stderr) == (4, True), warned
    kept = officer.home.read("keystore.json")
    for wrong in (before, fingerprint[:-1] + ("0" if fingerprint[-1] != "0" else "1")):
        refused = officer.here("keys", "trust", wrong)
        assert (refused.returncode, "Nothing was kept" in refused.stderr) == (4, True), refused
    assert officer.home.read("keystore.json") == kept
    assert officer.here("inbox").returncode == 4
    trusted = officer.here("keys", "trust", fingerprint.upper())
    assert trusted.returncode == 0, trusted.stderr
    assert officer.here("inbox").returncode == 0
    assert set(officer.open().ring.posts)


def _envelopes(world: World) -> list[dict[str, object]]:
    session = world.desk("ug-admin").open()
    found: list[dict[str, object]] = session.connection.get("countries/KE/chain/", after=-1)["statements"]
    return found
