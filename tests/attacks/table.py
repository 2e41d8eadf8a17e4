"""The expected answers, one row for each route: who sees which object there, and what each verb answers.

Not written down, because it holds everywhere (see `expected`): a verb that a route does not have is 405, the
same for every object; an object somebody does not see is 404; and nobody gets past the sign-in without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.attacks import table_conference_pages, table_conferences, table_followup, table_library
from tests.attacks.routes import is_api

SIGNED_IN = ("stranger", "observer", "officer", "admin", "recipient", "secretariat")
OUTSIDE = ("anonymous", "removed")
EVERYONE = frozenset(SIGNED_IN)
SENDER = frozenset({"observer", "officer", "admin"})
PARTIES = SENDER | {"recipient"}
OWN = frozenset({"officer"})

Answer = int | Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """`verbs`: the answer, or answers by role (and thing), "*" for the rest. `things`: who sees which."""

    verbs: Mapping[str, Answer]
    things: Mapping[str, frozenset[str]] = field(default_factory=lambda: {"": EVERYONE})
    public: bool = False


SHOW: Mapping[str, Answer] = {"GET": 200}
POSTS = {"PK": EVERYONE}
STREAMS = {"file": SENDER, "shared": PARTIES, "draft file": SENDER, "their file": frozenset({"recipient"})}
EVENTS = {"draft": SENDER, "note": PARTIES, "their draft": frozenset({"recipient"})}
REQUESTS = {"sent": PARTIES, "unsent": SENDER, "their unsent": frozenset({"recipient"})}
ADMINS: Answer = {"admin": 200, "*": 403}
KEYS: Answer = {"observer": 403, "*": 200}
# A file is closed once its request was sent, and nobody confirms what the own post wrote.
ACT: Answer = {"observer": 403, "admin": 403, "officer file": 403, "*": 201}
CONFIRM: Answer = {"recipient note": 400, "*": 403}
WEBHOOKS = {"webhook": SENDER}
EXCHANGES = {"exchange": PARTIES}
# A conversation that Egypt was on and has left, and one that it never was on.
THREADS = {"thread": PARTIES, "left thread": PARTIES | {"stranger"}}
READING: Answer = {"observer": 403, "*": 204}
AGREEMENTS = {"agreement": PARTIES}
PAPERS = {"paper": SENDER}
# It waits for a second administrator, and its proposer is the only one there is.
WAITING = {"waiting statement": SENDER}
BLIND_PAIRS, BLIND_HITS = {"blind pair": PARTIES}, {"blind hit": PARTIES}
REGISTRATIONS = {"registration": SENDER}
# Nobody agreed with anybody to share figures.
PAIR = {"PK": frozenset[str]()}
# Whoever began a request follows it; the other side has the page of the request.
TRACKED = {"sent": SENDER, "unsent": SENDER, "their unsent": frozenset({"recipient"})}
FORM: Answer = {"observer": 403, "admin": 403, "*": 200}
DRAFTING: Answer = {"officer": 200, "stranger": 200, "recipient": 200, "*": 403}

# Pakistan's draft and Pakistan's published item.
LIBRARY = {"library draft": SENDER, "library item": EVERYONE}
EDITED: Answer = {"officer library draft": 200, "*": 403}
TAKEN_BACK: Answer = {"officer": 204, "secretariat": 204, "*": 403}
ITEM = "library/items/<uuid:pk>/"

API: dict[str, Row] = {
    "hub/": Row(SHOW, public=True),
    "schema/": Row(SHOW, public=True),
    "streams/<uuid:stream>/events/": Row({"GET": 200, "POST": ACT}, STREAMS),
    "streams/<uuid:stream>/": Row(SHOW, STREAMS),
    "streams/<uuid:stream>/bundle/": Row(SHOW, STREAMS),
    "streams/<uuid:stream>/events/<uuid:event>/": Row(SHOW, EVENTS),
    "streams/<uuid:stream>/events/<uuid:event>/receipts/": Row({"POST": CONFIRM}, EVENTS),
    "streams/<uuid:stream>/events/<uuid:event>/parts/<int:n>/": Row({"GET": KEYS}, EVENTS),
    "streams/<uuid:stream>/hold/": Row({"POST": {"admin": 200, "recipient": 403, "*": 403}}, STREAMS),
    "retention/": Row({"GET": 200, "POST": {"admin": 200, "*": 403}}),
    "uploads/": Row({"POST": {"observer": 403, "*": 201}}),
    "uploads/<uuid:upload>/": Row(SHOW, {"upload": OWN}),
    "uploads/<uuid:upload>/blocks/<int:index>/": Row({"PUT": 204}, {"upload": OWN}),
    "tokens/": Row({"POST": 400}, public=True),
    "tokens/current/": Row({"DELETE": 204}),
    "me/": Row(SHOW),
    "me/keystore/": Row({"GET": 200, "PUT": 400}),
    "me/seeds/": Row(SHOW),
    "me/new-keys/": Row({"PUT": 400}),
    "me/devices/": Row({"GET": 200, "POST": 400}),
    "me/devices/<uuid:device>/": Row({"PUT": 200, "DELETE": 204}, {"device": OWN}),
    "new-keys/": Row({"GET": ADMINS}),
    "recovery/": Row({"GET": ADMINS}),
    "me/sessions/": Row({"GET": 200, "DELETE": 204}),
    "me/sessions/<slug:name>/": Row({"DELETE": 204}, {"session": OWN}),
    "countries/": Row(SHOW),
    "countries/<str:cc>/": Row(SHOW, POSTS),
    "countries/<str:cc>/chain/": Row({"GET": 200, "POST": ADMINS}, POSTS),
    "countries/<str:cc>/chain/waiting/": Row(
        {"GET": ADMINS, "POST": {"admin": 409, "*": 403}}, {"PK": SENDER}
    ),
    "countries/<str:cc>/chain/waiting/<slug:statement>/cosign/": Row(
        {"POST": {"admin": 400, "*": 403}}, WAITING
    ),
    "countries/<str:cc>/chain/waiting/<slug:statement>/decline/": Row({"POST": 403}, WAITING),
    "countries/<str:cc>/chain/waiting/<slug:statement>/withdraw/": Row(
        {"POST": {"admin": 204, "*": 403}}, WAITING
    ),
    "countries/<str:cc>/treaties/": Row(SHOW, POSTS),
    "countries/<str:cc>/asks/": Row(SHOW, POSTS),
    "forms/mla-request/schema/": Row(SHOW),
    "focal-points/": Row(SHOW),
    "focal-points/<uuid:focal_point>/": Row({"GET": 200, "PATCH": ADMINS}, POSTS),
    "focal-points/<uuid:focal_point>/confirm/": Row({"POST": ADMINS}, POSTS),
    "invitations/": Row({"GET": ADMINS, "POST": {"admin": 201, "officer": 403, "observer": 403, "*": 404}}),
    "invitations/<uuid:invitation>/open/": Row({"POST": 200}, {"invitation": EVERYONE}, public=True),
    "invitations/<uuid:invitation>/answer/": Row({"POST": 400}, {"invitation": EVERYONE}, public=True),
    "requests/": Row(SHOW),
    "requests/<uuid:pk>/": Row(SHOW, REQUESTS),
    "procedure/": Row(SHOW),
    "agreements/": Row(SHOW),
    "agreements/<uuid:pk>/": Row(SHOW, AGREEMENTS),
    "rules/<slug:basis>/": Row(SHOW, {"basis": EVERYONE}),
    "exchanges/": Row(SHOW),
    "exchanges/table/": Row(SHOW),
    "statistics/": Row(SHOW),
    "statistics/with/<str:cc>/": Row(SHOW, PAIR),
    "register/": Row(SHOW),
    "register/<uuid:pk>/": Row(SHOW, PAPERS),
    "deconfliction/pairs/": Row(SHOW),
    "deconfliction/pairs/<uuid:pk>/": Row(SHOW, BLIND_PAIRS),
    "deconfliction/registrations/": Row(SHOW),
    "deconfliction/registrations/<uuid:pk>/": Row(SHOW, REGISTRATIONS),
    "deconfliction/hits/": Row(SHOW),
    "deconfliction/hits/<uuid:pk>/": Row(SHOW, BLIND_HITS),
    "exchanges/<uuid:pk>/": Row(SHOW, EXCHANGES),
    "presence/": Row(SHOW),
    "threads/": Row(SHOW),
    "threads/unread/": Row(SHOW),
    "threads/table/": Row(SHOW),
    "threads/<uuid:pk>/": Row(SHOW, THREADS),
    "threads/<uuid:pk>/read/": Row({"POST": READING}, THREADS),
    "board/": Row(SHOW),
    "saved-views/": Row({"GET": 200, "POST": 201}),
    "saved-views/<int:pk>/": Row({"DELETE": {"officer": 204, "*": 404}}, {"saved view": OWN}),
    "track/": Row(SHOW),
    "notices/": Row(SHOW),
    "notices/read/": Row({"POST": 400}),
    "notices/unread/": Row(SHOW),
    "notices/settings/": Row({"GET": 200, "PUT": 400}),
    "track/<uuid:pk>/": Row(SHOW, TRACKED),
    "log/": Row(SHOW),
    "log/consistency/": Row({"GET": 400}),
    "log/cosignatures/": Row({"POST": 400}),
    "log/places/<str:name>/": Row(SHOW, {"logged act": PARTIES, "logged statement": EVERYONE}),
    "streams/<uuid:stream>/places/": Row(SHOW, STREAMS),
    "countries/<str:cc>/chain/places/": Row(SHOW, POSTS),
    "webhooks/": Row({"GET": ADMINS, "POST": {"admin": 201, "*": 403}}),
    "audit/": Row({"GET": ADMINS}),
    "usage/": Row({"GET": ADMINS}),
    "webhooks/<uuid:pk>/": Row(
        {"GET": ADMINS, "PATCH": ADMINS, "DELETE": {"admin": 204, "*": 403}}, WEBHOOKS
    ),
    "webhooks/<uuid:pk>/secret/": Row({"POST": {"admin": 201, "*": 403}}, WEBHOOKS),
    "webhooks/<uuid:pk>/test/": Row({"POST": {"admin": 202, "*": 403}}, WEBHOOKS),
    "webhooks/<uuid:pk>/deliveries/": Row({"GET": ADMINS}, WEBHOOKS),
    "library/items/": Row({"GET": 200, "POST": {"observer": 403, "admin": 403, "*": 400}}),
    ITEM: Row({"GET": 200, "PATCH": EDITED}, LIBRARY),
    f"{ITEM}versions/<int:number>/": Row(SHOW, LIBRARY),
    f"{ITEM}acts/": Row({"POST": 400}, LIBRARY),
    f"{ITEM}texts/<str:language>/": Row(
        {"PUT": 400, "DELETE": {"officer library draft": 400, "*": 403}}, LIBRARY
    ),
    f"{ITEM}texts/<str:language>/files/<str:name>/": Row(
        {"PUT": {"officer library draft": 201, "*": 403}}, LIBRARY
    ),
    f"{ITEM}files/<uuid:file>/": Row({"DELETE": {"officer library draft": 204, "*": 403}}, LIBRARY),
    f"{ITEM}comments/": Row({"GET": 200, "POST": 400}, LIBRARY),
    f"{ITEM}comments/<uuid:comment>/": Row({"DELETE": TAKEN_BACK}, LIBRARY),
    f"{ITEM}follow/": Row({"PUT": 204, "DELETE": 204}, LIBRARY),
    f"{ITEM}replications/": Row(
        {"POST": {"stranger": 400, "recipient": 400, "secretariat": 400, "*": 403}}, LIBRARY
    ),
    f"{ITEM}replications/<uuid:replication>/clear/": Row(
        {"POST": 403}, {"library word": frozenset({"recipient"})}
    ),
    f"{ITEM}links/": Row({"POST": 400, "DELETE": 400}, LIBRARY),
    "library/files/<uuid:file>/": Row(SHOW, LIBRARY),
}
# Networks are entered by the Secretariat; what the attackers type is empty.
KEEPERS: Answer = {"secretariat": 400, "*": 403}
PAGES: dict[str, Row] = {
    "": Row(SHOW),
    "sign-in/": Row({"GET": 200, "POST": 401}, public=True),
    ".well-known/asset-manifest": Row(SHOW, public=True),
    ".well-known/security.txt": Row(SHOW, public=True),
    "sign-in/second/": Row({"GET": 302, "POST": 302}, public=True),
    "sign-out/": Row({"POST": 302}, public=True),
    "unlock/": Row(SHOW),
    "post/": Row({"POST": {"officer": 302, "observer": 302, "admin": 302, "*": 404}}),
    "language/": Row(dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), 302), public=True),
    "help/": Row(SHOW, public=True),
    "notices/": Row(SHOW),
    "notices/read/": Row({"POST": 400}),
    "notices/settings/": Row({"GET": 200, "POST": 400}),
    "log/": Row(SHOW),
    "tlog/checkpoint": Row(SHOW, public=True),
    "tlog/tile/entries/<path:path>": Row(SHOW, {"tile": EVERYONE}, public=True),
    "tlog/tile/<int:level>/<path:path>": Row(SHOW, {"tile": EVERYONE}, public=True),
    "directory/": Row(SHOW),
    "directory/<uuid:pk>/": Row(SHOW, POSTS),
    "directory/<uuid:pk>/edit/": Row({"GET": ADMINS, "POST": ADMINS}, POSTS),
    "directory/<uuid:pk>/confirm/": Row({"POST": {"admin": 302, "*": 403}}, POSTS),
    "countries/": Row(SHOW),
    "countries/<str:cc>/": Row(SHOW, POSTS),
    "networks/": Row(SHOW),
    "networks/new/": Row({"POST": KEEPERS}),
    "networks/members/": Row({"POST": KEEPERS}),
    "networks/members/<int:pk>/end/": Row({"POST": {"secretariat": 302, "*": 403}}, {"member": EVERYONE}),
    "networks/organisations/": Row({"POST": KEEPERS}),
    "public/": Row({"GET": 302}, public=True),
    "officers/": Row(SHOW),
    "officers/found/": Row({"GET": {"admin": 302, "*": 404}}),
    "officers/recovery/": Row(SHOW),
    "lost-keys/": Row(SHOW),
    "join/": Row(SHOW, public=True),
    "account/": Row(SHOW),
    "account/preferences/": Row({"GET": 302, "POST": 400}),
    "account/password/": Row({"GET": 302, "POST": 400}),
    "account/tokens/": Row({"GET": 302, "POST": 400}),
    "account/tokens/<int:pk>/end/": Row({"POST": 302}, {"token": EVERYONE}),
    "account/factors/": Row(SHOW),
    "account/factors/new/": Row({"GET": 302, "POST": 302}),
    "account/factors/codes/": Row({"POST": 302}),
    "account/factors/<uuid:pk>/": Row({"POST": 302}, {"factor": OWN}),
    "officers/<uuid:pk>/factors/reset/": Row({"POST": {"admin": 302, "*": 403}}, {"colleague": SENDER}),
    "account/sessions/<slug:name>/end/": Row({"POST": 302}, {"session": OWN}),
    "account/sessions/end/": Row({"POST": 302}),
    "webhooks/": Row({"GET": ADMINS, "POST": {"admin": 400, "*": 403}}),
    "webhooks/<uuid:pk>/": Row({"GET": ADMINS}, WEBHOOKS),
    "webhooks/<uuid:pk>/do/": Row({"POST": {"admin": 400, "*": 403}}, WEBHOOKS),
    "audit/": Row({"GET": ADMINS}),
    "audit/csv/": Row({"GET": ADMINS}),
    "usage/": Row({"GET": ADMINS}),
    "retention/": Row(SHOW),
    "retention/term/": Row({"POST": {"admin": 302, "*": 403}}),
    "retention/<uuid:stream>/": Row(SHOW, STREAMS),
    "retention/<uuid:stream>/hold/": Row({"POST": {"admin": 302, "*": 403}}, STREAMS),
    "health/live": Row(SHOW, public=True),
    "health/ready": Row(SHOW, public=True),
    "metrics": Row({"GET": 404}, public=True),
    "board/": Row(SHOW),
    "board/views/": Row({"POST": 302}),
    "board/views/<int:pk>/end/": Row({"POST": {"officer": 302, "*": 404}}, {"saved view": OWN}),
    "track/": Row(SHOW),
    "track/<uuid:pk>/": Row(SHOW, TRACKED),
    "seen/": Row({"POST": 302}),
    "agreements/": Row(SHOW),
    "agreements/new/": Row({"GET": 403}),
    "agreements/<uuid:pk>/": Row(SHOW, AGREEMENTS),
    "calendar/<str:secret>.ics": Row(SHOW, {"secret": EVERYONE}, public=True),
    "account/calendar/": Row({"GET": 302, "POST": 200}),
    "account/calendar/end/": Row({"POST": 302}),
    "exchanges/": Row(SHOW),
    "exchanges/new/": Row({"GET": DRAFTING}),
    "threads/": Row(SHOW),
    "threads/new/": Row({"GET": {"observer": 403, "secretariat": 403, "*": 200}}),
    "threads/<uuid:pk>/": Row(SHOW, THREADS),
    "threads/<uuid:pk>/admit/": Row({"GET": {"stranger": 403, "observer": 403, "*": 200}}, THREADS),
    "threads/search/": Row(SHOW),
    "statistics/": Row(SHOW),
    "statistics/csv/": Row(SHOW),
    "statistics/xlsx/": Row(SHOW),
    "statistics/with/<str:cc>/": Row(SHOW, PAIR),
    "register/": Row(SHOW),
    "register/csv/": Row(SHOW),
    "register/new/": Row({"GET": DRAFTING}),
    "register/<uuid:pk>/": Row(SHOW, PAPERS),
    "deconfliction/": Row(SHOW),
    "deconfliction/new/": Row({"GET": {"observer": 403, "admin": 403, "*": 200}}),
    "deconfliction/pairs/new/": Row({"GET": 403}),
    "deconfliction/pairs/<uuid:pk>/": Row(SHOW, BLIND_PAIRS),
    "deconfliction/hits/<uuid:pk>/": Row(SHOW, BLIND_HITS),
    "deconfliction/<uuid:pk>/": Row(SHOW, REGISTRATIONS),
    "exchanges/<uuid:pk>/": Row(SHOW, EXCHANGES),
    "exchanges/<uuid:pk>/act/<slug:act>/": Row({"GET": {"officer": 200, "*": 403}}, EXCHANGES),
    "requests/": Row(SHOW),
    "requests/new/": Row({"GET": DRAFTING}),
    "requests/<uuid:pk>/": Row(SHOW, REQUESTS),
    "requests/<uuid:pk>/edit/": Row(
        {"GET": {"officer": 200, "recipient": 200, "*": 403}},
        {"unsent": SENDER, "their unsent": frozenset({"recipient"})},
    ),
    "requests/<uuid:pk>/letter/": Row(SHOW, REQUESTS),
    "requests/<uuid:pk>/act/<slug:act>/": Row({"GET": FORM}, {"sent": PARTIES}),
}
API |= {f"conferences/{route}": Row(*row) for route, row in table_conferences.API.items()}
API |= {f"library/{route}": Row(*row) for route, row in table_library.API.items()}
PAGES |= {f"library/{route}": Row(*row) for route, row in table_library.PAGES.items()}
PAGES |= {route: Row(*row, public=True) for route, row in table_library.PUBLIC.items()}
API |= {f"conferences/{route}": Row(*row) for route, row in table_followup.API.items()}
PAGES |= {f"conferences/{route}": Row(*row) for route, row in table_followup.PAGES.items()}
PAGES |= {route: Row(*row, public=True) for route, row in table_followup.PUBLIC.items()}
API |= {f"conferences/{route}": Row(*row) for route, row in table_conference_pages.API.items()}
PAGES |= {f"conferences/{route}": Row(*row) for route, row in table_conference_pages.PAGES.items()}
PAGES |= {route: Row(*row, public=True) for route, row in table_conference_pages.PUBLIC.items()}
TABLE = {f"api/v1/{route}": row for route, row in API.items()} | PAGES


def expected(route: str, thing: str, role: str, verb: str) -> int:
    """The status that a role must get."""
    row, api = TABLE[route], is_api(route)
    if role in OUTSIDE and api and not row.public:
        return 401
    if verb == "OPTIONS" and api:
        return 200
    answer = row.verbs.get("GET" if verb == "HEAD" else verb)
    if answer is None:
        return 405
    if role in OUTSIDE:
        return 302 if not row.public else _of(answer, role, thing)
    return _of(answer, role, thing) if role in row.things[thing] else 404


def _of(answer: Answer, role: str, thing: str) -> int:
    if isinstance(answer, int):
        return answer
    return answer.get(f"{role} {thing}", answer.get(role, answer["*"]))
