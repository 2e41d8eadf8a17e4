"""Pages. Library and conferences bring their own below /public/."""

from django.urls import path

from hub.publishing import views

urlpatterns = [
    path("public/", views.any_language, name="public"),
]
