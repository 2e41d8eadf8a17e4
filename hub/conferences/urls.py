"""Pages."""

from django.urls import include, path

from hub.conferences.views.conference import conference_page
from hub.conferences.views.doing import act_page, new_page, series_page
from hub.conferences.views.drafts import changes_page, draft_page, publish_page
from hub.conferences.views.lists import list_page

urlpatterns = [
    path("conferences/", list_page, name="conferences"),
    path("conferences/new/", new_page, name="new-conference"),
    path("conferences/series/new/", series_page, name="new-series"),
    path("conferences/do/<slug:kind>/<uuid:pk>/<slug:act>/", act_page, name="conference-do"),
    path("conferences/drafts/<uuid:pk>/", draft_page, name="draft"),
    path(
        "conferences/drafts/<uuid:pk>/changes/<str:chosen>/<int:old>/<int:new>/",
        changes_page,
        name="draft-changes",
    ),
    path("conferences/sets/<uuid:pk>/publish/", publish_page, name="publish-set"),
    path("conferences/<uuid:pk>/", conference_page, name="conference"),
    path("", include("hub.conferences.urls_followup")),
    path("conferences/<uuid:pk>/<slug:tab>/", conference_page, name="conference-tab"),
    path("", include("hub.conferences.urls_public")),
]
