"""Who is in the demo. Every person is invented; every post carries the words “demonstration data”."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "harbour-lantern-42"  # noqa: S105 - printed by the demo, for everybody to see
PASSPHRASE = "seven quiet rivers"  # noqa: S105 - the same


@dataclass(frozen=True)
class Person:
    """An account: short name for the script, name, e-mail, seats, and what it shows."""

    key: str
    name: str
    email: str
    roles: tuple[str, ...]
    shows: str

    @property
    def country(self) -> str:
        """The country of the e-mail address."""
        return self.email.rpartition("@")[2].partition(".")[0].upper()


@dataclass(frozen=True)
class Post:
    """A country's first post; the first person founds the country and admits the others.

    `more` are further posts of the country, whose people the same administrator admits.
    """

    country: str
    name: str
    type: str
    people: tuple[Person, ...]
    more: tuple[Post, ...] = ()


ALL = ("admin", "officer", "approver")

POSTS = (
    Post("PK", "Central Authority, Ministry of Interior", "central_authority", (
        Person("pk-admin", "Nadia Rehman", "admin@pk.example", ("admin",), "officers, keys, invitations"),
        Person("pk-drafter", "Ayesha Siddiqui", "drafter@pk.example", ("officer",),
               "drafts, questions from Nepal, results that arrived"),
        Person("pk-approver", "Imran Qureshi", "approver@pk.example", ("approver",),
               "a draft that waits for approval"),
        Person("pk-observer", "Saima Javed", "observer@pk.example", ("observer",),
               "states and dates, no content"),
    ), more=(
        Post("PK", "Office of the Prosecutor General, Sindh", "prosecution", (
            Person("pk-prosecutor", "Bilal Soomro", "prosecutor@pk.example", ("officer",),
                   "where is my request: the tracker of the prosecution"),
        )),
    )),
    Post("NP", "Office of the Attorney General", "central_authority", (
        Person("np-approver", "Bishnu Adhikari", "approver@np.example", ("admin", "approver"),
               "decisions, officers, keys"),
        Person("np-officer", "Sita Gurung", "officer@np.example", ("officer",),
               "requests of Pakistan: answered, and waiting for information"),
    )),
    Post("AF", "Directorate of International Legal Cooperation", "central_authority", (
        Person("af", "Farida Noori", "officer@af.example", ALL, "an urgent request, not yet acknowledged"),
    )),
    Post("IQ", "Department of International Judicial Cooperation", "central_authority", (
        Person("iq", "Zainab al-Jubouri", "officer@iq.example", ALL, "an empty inbox, the directory"),
    )),
    Post("IR", "Department of International Affairs of the Judiciary", "central_authority", (
        Person("ir", "Parisa Rostami", "officer@ir.example", ALL, "an empty inbox, the directory"),
    )),
    Post("BD", "Mutual Legal Assistance Authority, Ministry of Home Affairs", "central_authority", (
        Person("bd", "Rezaul Karim", "officer@bd.example", ALL, "a consultation on conditions"),
    )),
    Post("EG", "International Cooperation Office, Public Prosecution", "central_authority", (
        Person("eg-approver", "Mona Abdelrahman", "approver@eg.example", ("admin", "approver"),
               "a closed request (in Arabic)"),
        Person("eg-officer", "Karim Shawky", "officer@eg.example", ("officer",),
               "a request from Morocco (in French), being executed"),
    )),
    Post("MA", "Directorate of Criminal Affairs and Pardons", "central_authority", (
        Person("ma-approver", "Youssef Bennani", "approver@ma.example", ("admin", "approver"),
               "requests to and from Egypt"),
        Person("ma-officer", "Salma Idrissi", "officer@ma.example", ("officer",),
               "requests to and from Egypt"),
    )),
    Post("XH", "Secretariat of the hub", "secretariat", (
        Person("xh", "Elena Markovic", "secretariat@xh.example", ALL, "no case; countries and directory"),
    )),
)  # fmt: skip

ALL_POSTS = tuple(one for post in POSTS for one in (post, *post.more))
PEOPLE = tuple(person for post in ALL_POSTS for person in post.people)
# Who has compared whose fingerprint outside the hub, as stated in their chains.
VERIFIED = (
    ("pk-admin", "NP"),
    ("pk-admin", "BD"),
    ("np-approver", "PK"),
    ("eg-approver", "MA"),
    ("ma-approver", "EG"),
)
