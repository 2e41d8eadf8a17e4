"""Addresses of streams, events, parts and uploads.

Posting an act is `hub.web.door`, and the word that it was opened `hub.web.opened`.
"""

from django.urls import path

from hub.ledger import api, api_parts, api_retention, api_uploads

urlpatterns = [
    path("streams/<uuid:stream>/", api.StreamDetail.as_view()),
    path("streams/<uuid:stream>/events/<uuid:event>/", api.EventDetail.as_view()),
    path("streams/<uuid:stream>/events/<uuid:event>/parts/<int:n>/", api_parts.PartDetail.as_view()),
    path("retention/", api_retention.Retention.as_view()),
    path("streams/<uuid:stream>/hold/", api_retention.Hold.as_view()),
    path("uploads/", api_uploads.Uploads.as_view()),
    path("uploads/<uuid:upload>/", api_uploads.UploadDetail.as_view()),
    path("uploads/<uuid:upload>/blocks/<int:index>/", api_uploads.Block.as_view()),
]
