"""Pages of the follow-up."""

from django.urls import path

from hub.conferences.queries_imports import LIST, OUTSIDE, PROGRAMME
from hub.conferences.views.followup import dues, everybody, files, matrices, positions, texts

EDITION = "public/<str:lang>/conferences/<slug:series>/<str:which>/"

urlpatterns = [
    path("conferences/follow-up/", dues.dues_page, name="follow-up"),
    path("conferences/follow-up/cycles/new/", dues.new_cycle_page, name="new-cycle"),
    path("conferences/follow-up/<uuid:pk>/", texts.file_page, name="follow-up-file"),
    path("conferences/follow-up/<uuid:pk>/in/<str:cc>/", texts.file_page, name="follow-up-country"),
    path("conferences/follow-up/<uuid:pk>/position/", texts.position_page, name="follow-up-position"),
    path("conferences/follow-up/<uuid:pk>/report/<uuid:cycle>/", texts.report_page, name="follow-up-report"),
    path(
        "conferences/follow-up/<uuid:pk>/commitment/<uuid:thread>/",
        texts.commitment_page,
        name="follow-up-commitment",
    ),
    path("conferences/follow-up/texts/<slug:kind>/<uuid:text>/act/", texts.act_page, name="follow-up-act"),
    path("conferences/follow-up/reports/<uuid:report>/assess/", texts.assess_page, name="follow-up-assess"),
    path("conferences/outside/", files.outside_page, name="outside"),
    path("conferences/outside/import/", files.import_page, {"kind": OUTSIDE}, name="import-outside"),
    path("conferences/imports/<uuid:pk>/", files.dry_run_page, name="import-dry-run"),
    path("conferences/imports/<uuid:pk>/do/", files.carry_out_page, name="import-do"),
    path("conferences/<uuid:pk>/positions/", positions.positions_page, name="conference-positions"),
    path("conferences/<uuid:pk>/matrix/", matrices.matrix_page, name="conference-matrix"),
    path("conferences/<uuid:pk>/matrix.csv", matrices.matrix_csv, name="conference-matrix-csv"),
    path("conferences/<uuid:pk>/list.csv", matrices.list_csv, name="conference-list-csv"),
    path("conferences/<uuid:pk>/list/import/", files.import_page, {"kind": LIST}, name="import-list"),
    path(
        "conferences/<uuid:pk>/programme/import/",
        files.import_page,
        {"kind": PROGRAMME},
        name="import-programme",
    ),
    path(f"{EDITION}matrix/", everybody.public_matrix_page, name="public-matrix"),
    path(f"{EDITION}matrix.csv", everybody.public_matrix_csv, name="public-matrix-csv"),
]
