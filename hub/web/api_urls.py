"""The API, version 1: each room brings its own addresses; the door for acts serves them all."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

from hub.web.api_hub import HubInfo
from hub.web.api_notices import Notices, NoticeSettings, ReadNotices, UnreadNotices
from hub.web.api_pair import PairStatistics
from hub.web.door import Door
from hub.web.opened import Opened

urlpatterns = [
    path("hub/", HubInfo.as_view()),
    path("schema/", SpectacularJSONAPIView.as_view(authentication_classes=[])),
    path("streams/<uuid:stream>/events/", Door.as_view()),
    path("streams/<uuid:stream>/events/<uuid:event>/receipts/", Opened.as_view()),
    path("", include("focal_points.api_urls")),
    path("", include("hub.ledger.api_urls")),
    path("notices/", Notices.as_view()),
    path("notices/read/", ReadNotices.as_view()),
    path("notices/unread/", UnreadNotices.as_view()),
    path("notices/settings/", NoticeSettings.as_view()),
    path("statistics/with/<str:cc>/", PairStatistics.as_view()),
    path("", include("hub.statistics.api_urls")),
    path("", include("register.api_urls")),
    path("", include("deconfliction.api_urls")),
    path("", include("hub.webhooks.api_urls")),
    path("", include("hub.operations.api_urls")),
    path("", include("agreements.api_urls")),
    path("", include("mla_requests.api_urls")),
    path("", include("exchanges.api_urls")),
    path("", include("hub.transparency.api_urls")),
    path("", include("messaging.api_urls")),
    path("library/", include("hub.library.api_urls")),
    path("conferences/", include("hub.conferences.api_urls")),
]
