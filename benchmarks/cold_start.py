"""A cold start from deploy/: two countries, one sealed request with a file, then both web processes are
killed in turn while officers write. Every act the hub gave a receipt for must be found again, at its place.

    python -m benchmarks.cold_start
    python -m benchmarks.cold_start --seconds 60 --writers 4
    python -m benchmarks.cold_start --hosts 2      (as root: each web process on a host of its own; the
                                                    line of the second one is cut instead)
"""

import argparse
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise

from benchmarks.cold_desk import CarefulWorld
from benchmarks.cold_hosts import Host
from benchmarks.cold_site import Site, running_site
from benchmarks.cold_weight import measured, weight
from hub.client import requests
from hub.client.errors import Stop
from hub.client.sending import Intent, Outbox, Sent
from hub.client.streams import read_stream
from tests.story.world import Desk, World

EVIDENCE = 3 * 1000 * 1000 + 7


@dataclass
class Writer:
    """One officer who writes notes on one request, one after the other, and keeps every receipt."""

    desk: Desk
    stream: str
    posts: list[str]
    place: tuple[int, str]
    sent: list[tuple[Sent, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def write(self, enough: threading.Event) -> None:
        """Until told; a line that breaks is the client's business."""
        session = self.desk.open()
        outbox = Outbox(session)
        while not enough.is_set():
            words = f"Note {len(self.sent)}"
            letter = {"subject": "", "reference": "", "text": words, "fields": {}}
            intent = Intent(
                self.stream, "mla.note", self.posts, letter, {"request": self.stream}, place=self.place
            )
            try:
                done = outbox.send(intent)
            except Stop as stop:
                self.faults.append(f"{type(stop).__name__}: {stop.message}")
                return
            self.place = (done.seq + 1, done.hash)
            self.sent.append((done, time.monotonic()))

    @property
    def longest_wait(self) -> float:
        """Seconds between two receipts at the worst moment."""
        moments = [moment for _, moment in self.sent]
        return max((b - a for a, b in pairwise(moments)), default=0.0)


def build(site: Site) -> World:
    """Pakistan and Nepal, founded through the proxy."""
    world = CarefulWorld(site, site.folder)
    world.found("PK", "pk-admin", ["admin"], {"pk-officer": "officer", "pk-approver": "approver"})
    world.found("NP", "np-approver", ["admin", "approver"], {"np-officer": "officer"})
    return world


def cross(world: World) -> str:
    """One sealed request with a file, opened byte for byte on the other side. Returns its id."""
    evidence = world.folder / "evidence.bin"
    evidence.write_bytes(os.urandom(EVIDENCE))
    request = world.send_request("cold", evidence)
    ran = world.desk("np-officer").run("fetch", request, "--to", str(world.folder / "fetched"))
    assert ran.returncode == 0, ran.stderr
    found = [path.read_bytes() for path in (world.folder / "fetched").rglob("*") if path.is_file()]
    assert evidence.read_bytes() in found, "the file did not arrive as it was sent"
    return request


def writers(world: World, count: int) -> list[Writer]:
    """Officers with a request each, on machines of their own."""
    made = []
    for number in range(count):
        request = world.send_request(f"load{number}")
        desk = world.desk("pk-officer").copy(world.folder / f"writer-{number}" / "home", world.hub.url)
        shared = requests.read(desk.open(), request).shared
        assert shared is not None
        made.append(Writer(desk, shared.id, shared.addressed(), shared.head))
    return made


def kill_in_turn(site: Site, seconds: float) -> list[float]:
    """Kill each web process once while the load runs, and start it again; how long each start took."""
    took: list[float] = []
    for port in list(site.webs):
        time.sleep(seconds / 4)
        if took and port in site.places:
            took.append(cut_off(site.places[port], seconds / 4))
            continue
        site.kill(port)
        time.sleep(1)
        begin = time.monotonic()
        site.serve(port)
        took.append(time.monotonic() - begin)
    return took


def cut_off(host: Host, seconds: float) -> float:
    """Cut a host's line in the middle of what it does, and mend it; for how long."""
    host.cut()
    time.sleep(seconds)
    host.mend()
    return seconds


def lost(world: World, made: list[Writer]) -> list[str]:
    """Receipts without their act at its place, and acts that came twice, as a reader elsewhere verifies."""
    session, missing = world.desk("np-officer").open(), []
    for writer in made:
        events = read_stream(session, writer.stream).events
        kept = {act.manifest.event: (act.manifest.seq, act.hash) for act in events}
        missing += [s.event for s, _ in writer.sent if kept.get(s.event) != (s.seq, s.hash)]
        notes = [act for act in events if act.manifest.kind == "mla.note"]
        # One more at most: accepted, and its receipt was on the way when the time was over.
        missing += ["too many"] * (len(notes) - len(writer.sent) > 1 or len(kept) != len(events))
    return missing


def main(seconds: float, count: int, apart: int) -> int:
    """Print what was measured; 1 if anything was lost."""
    begin = time.monotonic()
    with running_site(apart) as site:
        print(f"started from nothing, migrated, two web processes, proxy: {time.monotonic() - begin:.0f} s")
        begin = time.monotonic()
        world = build(site)
        print(f"two countries founded, five officers: {time.monotonic() - begin:.0f} s")
        begin = time.monotonic()
        cross(world)
        took = time.monotonic() - begin
        print(f"a sealed request with {EVIDENCE} bytes of file crossed: {took:.0f} s")
        made = writers(world, count)
        before, begin = measured(site), time.monotonic()
        starts = under_load(site, made, seconds)
        took = time.monotonic() - begin
        print(weight(before, measured(site), sum(len(one.sent) for one in made)))
        return told(made, took, starts, lost(world, made))


def under_load(site: Site, made: list[Writer], seconds: float) -> list[float]:
    """All write until both web processes were killed and are back; how long each start took."""
    enough = threading.Event()
    threads = [threading.Thread(target=one.write, args=(enough,)) for one in made]
    for thread in threads:
        thread.start()
    starts = kill_in_turn(site, seconds)
    time.sleep(seconds / 4)
    enough.set()
    for thread in threads:
        thread.join()
    return starts


def told(made: list[Writer], seconds: float, starts: list[float], missing: list[str]) -> int:
    """The figures."""
    acts = sum(len(one.sent) for one in made)
    faults = [fault for one in made for fault in one.faults]
    rate = acts / seconds
    again = ", ".join(f"{one:.1f} s" for one in starts)
    print(f"{acts} acts with a receipt in {seconds:.0f} s by {len(made)} officers: {rate:.1f} a second")
    print(f"each web process killed in turn (SIGKILL), or cut off; back after {again}")
    print(f"longest wait of one officer: {max(one.longest_wait for one in made):.1f} s")
    print(f"officers who gave up: {faults or 0}")
    print(f"acknowledged acts that were not found again: {missing or 0}")
    return int(bool(missing or faults) or not acts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--hosts", type=int, default=0)
    given = parser.parse_args()
    sys.exit(main(given.seconds, given.writers, given.hosts))
