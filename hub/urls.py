"""Every address of the hub."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("hub.web.api_urls")),
    path("", include("focal_points.urls")),
    path("", include("agreements.urls")),
    path("", include("mla_requests.urls")),
    path("", include("exchanges.urls")),
    path("", include("messaging.urls")),
    path("", include("hub.statistics.urls")),
    path("", include("register.urls")),
    path("", include("deconfliction.urls")),
    path("", include("hub.publishing.urls")),
    path("", include("hub.library.urls")),
    path("", include("hub.conferences.urls")),
    path("", include("hub.webhooks.urls")),
    path("", include("hub.transparency.urls")),
    path("", include("hub.operations.urls")),
    path("", include("hub.web.urls")),
]
handler400 = "hub.web.views.bad_request"
handler403 = "hub.web.views.denied"
handler404 = "hub.web.views.not_found"
handler500 = "hub.web.views.failed"
