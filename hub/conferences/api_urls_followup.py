"""API addresses of the follow-up, below conferences/."""

from django.urls import path

from hub.conferences import api_followup as api
from hub.conferences.api_positions import Positions

urlpatterns = [
    path("dues/", api.Dues.as_view()),
    path("reports/<uuid:report>/", api.Report.as_view()),
    path("reports/<uuid:report>/acts/", api.ReportActs.as_view()),
    path("recommendations/<uuid:pk>/reports/<uuid:cycle>/", api.OwnReport.as_view()),
    path("<uuid:pk>/positions/", Positions.as_view()),
    path("<uuid:pk>/matrix/", api.MatrixOf.as_view()),
]
