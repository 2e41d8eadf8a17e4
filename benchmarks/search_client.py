"""A search of the client among 10 000 opened messages, from the sealed files on disk to the hits, in three
scripts; the baseline is reading and opening the same files without searching."""

import random
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, median, seconds
from hub.client.home import Home
from hub.client.keyring import Keyring
from hub.client.threads.index import Entry, Index
from hub.encryption.keys import OfficerKeys

MESSAGES = 10_000
BATCH = 500
ROUNDS = 15
GOAL = 0.2
STOCK = [
    "border", "route", "bus", "passport", "witness", "hearing", "tomorrow", "vessel", "flag", "nationality",
    "حدود", "طريق", "حافلة", "جواز", "شاهد", "جلسة", "غدا", "سفينة", "علم", "الجنسية", "وثيقة", "مقابلة",
    "frontière", "trajet", "témoin", "séance", "demain", "navire", "pavillon", "nationalité", "déclaration",
    "सीमा", "बस", "राहदानी", "साक्षी", "सुनुवाई", "भोलि", "जहाज", "नागरिकता", "कागजात", "telephone", "seized",
]  # fmt: skip
QUERIES = ("witness hearing", "الجنسية", "frontiere", "सुनुवाई", "nothing-like-this")


def messages(dice: random.Random) -> list[Entry]:
    """Messages of 5 to 80 words in the languages of a conversation."""
    return [
        Entry(
            f"thread-{n % 40}", f"event-{n}", n, f"2026-11-{n % 28 + 1:02d}T03:10:00Z", "NP",
            "Route of the buses", " ".join(dice.choices(STOCK, k=dice.randint(5, 80))),
        )
        for n in range(MESSAGES)
    ]  # fmt: skip


def measure(folder: Path) -> list[Figure]:
    """Each search opens the index anew, as a command does."""
    ring = Keyring("00000000-0000-4000-8000-000000000001", "PK", OfficerKeys.generate(), None)
    index, dice = Index(Home(folder), ring, "hub.test"), random.Random(4)  # noqa: S311 - invented texts
    said = messages(dice)
    for first in range(0, MESSAGES, BATCH):
        index.add(said[first : first + BATCH])
    bare = median([seconds(lambda: Index(Home(folder), ring, "hub.test").entries()) for _ in range(ROUNDS)])
    times = [median([seconds(partial(search, folder, ring, one)) for _ in range(ROUNDS)]) for one in QUERIES]
    name = f"client search, {MESSAGES} messages, slowest of {len(QUERIES)} queries"
    return [
        Figure(
            name, f"{max(times) * 1000:.0f} ms", f"{bare * 1000:.0f} ms (opening everything)",
            max(times) / bare, f"at most {GOAL * 1000:.0f} ms", max(times) <= GOAL,
        )
    ]  # fmt: skip


def search(folder: Path, ring: Keyring, query: str) -> None:
    """As a command does it, with nothing in memory before."""
    Index(Home(folder), ring, "hub.test").search(query)
