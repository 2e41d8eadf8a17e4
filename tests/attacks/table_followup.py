"""The expected answers of the follow-up. A row is (verbs, things), as in `table.Row`."""

from __future__ import annotations

from tests.attacks.table_conferences import EVERYBODY, SENDER, SHOW, Rows, delegate, organiser, thing

FOLLOWED, CONFERENCE = thing("followed"), thing("followed conference")
REPORT, HELD = thing("report", SENDER), thing("held file", frozenset({"secretariat"}))
API: Rows = {
    "dues/": (SHOW, EVERYBODY),
    "reports/<uuid:report>/": (SHOW, REPORT),
    "reports/<uuid:report>/acts/": ({"POST": 400}, REPORT),
    "recommendations/<uuid:pk>/reports/<uuid:cycle>/": ({"PUT": 400}, FOLLOWED),
    "<uuid:pk>/positions/": ({"GET": 200, "POST": delegate(400)}, CONFERENCE),
    "<uuid:pk>/matrix/": (SHOW, CONFERENCE),
}
PAGES: Rows = {
    "follow-up/": (SHOW, EVERYBODY),
    "follow-up/cycles/new/": ({"GET": organiser(200), "POST": organiser(400)}, EVERYBODY),
    "follow-up/<uuid:pk>/": (SHOW, FOLLOWED),
    "follow-up/<uuid:pk>/in/<str:cc>/": (SHOW, FOLLOWED),
    "follow-up/<uuid:pk>/position/": ({"GET": delegate(200), "POST": delegate(400)}, FOLLOWED),
    "follow-up/<uuid:pk>/report/<uuid:cycle>/": ({"GET": delegate(200), "POST": delegate(400)}, FOLLOWED),
    "follow-up/<uuid:pk>/commitment/<uuid:thread>/": (
        {"GET": delegate(200), "POST": delegate(400)},
        FOLLOWED,
    ),
    "follow-up/texts/<slug:kind>/<uuid:text>/act/": ({"POST": 400}, REPORT),
    "follow-up/reports/<uuid:report>/assess/": ({"POST": 403}, REPORT),
    "outside/": (SHOW, EVERYBODY),
    "outside/import/": ({"GET": organiser(200), "POST": organiser(400)}, EVERYBODY),
    "imports/<uuid:pk>/": (SHOW, HELD),
    "imports/<uuid:pk>/do/": ({"POST": 400}, HELD),
    "<uuid:pk>/matrix/": (SHOW, CONFERENCE),
    "<uuid:pk>/positions/": ({"GET": delegate(200), "POST": delegate(400)}, CONFERENCE),
    "<uuid:pk>/matrix.csv": (SHOW, CONFERENCE),
    "<uuid:pk>/list.csv": (SHOW, CONFERENCE),
    "<uuid:pk>/list/import/": ({"GET": delegate(200), "POST": delegate(400)}, CONFERENCE),
    "<uuid:pk>/programme/import/": ({"GET": organiser(200), "POST": organiser(400)}, CONFERENCE),
    "recommendations/<uuid:pk>/figures/": (SHOW, FOLLOWED),
}
EDITION = "public/<str:lang>/conferences/<slug:series>/<str:which>/"
# Everybody reads these, signed in or not.
PUBLIC: Rows = {
    f"{EDITION}matrix/": (SHOW, thing("public edition", frozenset(EVERYBODY[""]))),
    f"{EDITION}matrix.csv": (SHOW, thing("public edition", frozenset(EVERYBODY[""]))),
}
