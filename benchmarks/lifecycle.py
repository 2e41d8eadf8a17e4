"""How long each step in the life of keys takes: the client at a real hub, against one PBKDF2 run."""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from benchmarks.figures import Figure, seconds
from hub.client import country, joining, kit, lost_keys, unlocking
from hub.client.home import Home
from hub.encryption.keystore import MIN_ITERATIONS
from tests.story.hub_process import HubProcess
from tests.story.world import PASSPHRASE, PASSWORD, Desk, World

FRESH = "quite another long passphrase"


def stretch() -> None:
    """What guessing one passphrase costs at the least, and every unlocking must pay once."""
    PBKDF2HMAC(SHA256(), 32, os.urandom(16), MIN_ITERATIONS).derive(b"a passphrase")


def measure(folder: Path) -> list[Figure]:
    """Found a country, then walk through every flow once."""
    world = World(HubProcess.prepare(folder / "hub"), folder)
    world.hub.start()
    try:
        world.found("KE", "admin", ["admin", "officer"], {"officer": "officer"})
        base = min(seconds(stretch) for _ in range(3))
        return [_figure(name, work, base) for name, work in _flows(world, folder)]
    finally:
        world.hub.stop()


def _flows(world: World, folder: Path) -> list[tuple[str, Callable[[], object]]]:
    admin, officer = world.desk("admin"), world.desk("officer")
    lock, parts = kit.in_three_parts()
    target = folder / "kit.age"
    codes: list[str] = []
    return [
        ("unlock, check the chain, open the posts", admin.open),
        ("change the passphrase", lambda: unlocking.change_passphrase(officer.home, PASSPHRASE, FRESH)),
        ("new recovery code", lambda: codes.append(unlocking.new_recovery_code(officer.home, FRESH))),
        ("recover with the code", lambda: unlocking.recover(officer.home, codes[-1], PASSPHRASE)),
        ("replace the key of a post", lambda: _rotate(admin)),
        ("make a recovery kit", lambda: kit.make(admin.open(), lock, target)),
        ("open the kit from two parts and try it", lambda: _check(admin, target, parts)),
        ("lost keys: make, compare, sign, pass on", lambda: _lose(admin, officer, folder / "fresh")),
        ("begin a country anew", lambda: _begin_anew(world)),
    ]


def _figure(name: str, work: Callable[[], object], base: float) -> Figure:
    took = seconds(work)
    return Figure(f"keys: {name}", f"{took * 1000:.0f} ms", f"{base * 1000:.0f} ms", took / base, "", None)


def _rotate(admin: Desk) -> None:
    session = admin.open()
    country.rotate(session, [session.focal_point])


def _check(admin: Desk, target: Path, parts: list[str]) -> None:
    kit.check(admin.open(), kit.read(target, kit.Lock(passphrase=kit.passphrase_of(parts[1:]))))


def _lose(admin: Desk, officer: Desk, folder: Path) -> None:
    session, account = admin.open(), officer.home.account()
    fingerprint = session.own_chain().fingerprint
    made = lost_keys.ask(Home(folder), account.url, account.email, PASSWORD, FRESH, fingerprint)
    lost_keys.sign(session, account.officer, made.code)


def _begin_anew(world: World) -> None:
    words = ("found_country", "KE", "--again", "--email", "new@ke.example", "--origin", world.hub.url)
    new = world.desk("new")
    new.join(world.hub.manage(*words).split()[-1], "New administrator", "new@ke.example")
    joining.found(new.sign_in(), PASSWORD, "Second authority", "central_authority", ["admin"])
