"""Every address of the hub."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("hub.web.api_urls")),
    path("", include("focal_points.urls")),
    path("", include("mla_requests.urls")),
    path("", include("hub.web.urls")),
]
