"""Addresses of the API, below library/."""

from django.urls import include, path

from hub.library import api, api_files, api_numbers, api_talk

ITEM = "items/<uuid:pk>/"
TEXT = f"{ITEM}texts/<str:language>/"
urlpatterns = [
    path("", include("hub.library.api_search_urls")),
    path("items/", api.Items.as_view()),
    path(ITEM, api.ItemDetail.as_view()),
    path("numbers/<int:number>/", api_numbers.ItemByNumber.as_view()),
    path(f"{ITEM}versions/<int:number>/", api.Version.as_view()),
    path(f"{ITEM}acts/", api.Acts.as_view()),
    path(TEXT, api.Text.as_view()),
    path(f"{TEXT}files/<str:name>/", api_files.NewFile.as_view()),
    path(f"{ITEM}files/<uuid:file>/", api_files.OldFile.as_view()),
    path(f"{ITEM}comments/", api_talk.Comments.as_view()),
    path(f"{ITEM}comments/<uuid:comment>/", api_talk.OneComment.as_view()),
    path(f"{ITEM}follow/", api_talk.Following.as_view()),
    path(f"{ITEM}replications/", api_talk.Replications.as_view()),
    path(f"{ITEM}replications/<uuid:replication>/clear/", api_talk.Replication.as_view()),
    path(f"{ITEM}links/", api_talk.Ties.as_view()),
    path("files/<uuid:file>/", api_files.Download.as_view(), name="api-library-file"),
]
