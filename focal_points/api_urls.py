"""Addresses of officers, countries, directory and invitations in the API."""

from django.urls import path

from focal_points import (
    api,
    api_chain,
    api_directory,
    api_joining,
    api_lifecycle,
    api_sessions,
    api_waiting,
    openapi_security,
)

__all__ = ["openapi_security", "urlpatterns"]

urlpatterns = [
    path("tokens/", api.Tokens.as_view()),
    path("tokens/current/", api.CurrentToken.as_view()),
    path("me/", api.Me.as_view()),
    path("me/keystore/", api.Keystore.as_view()),
    path("me/sessions/", api_sessions.Sessions.as_view()),
    path("me/sessions/<slug:name>/", api_sessions.OneSession.as_view()),
    path("me/seeds/", api.Seeds.as_view()),
    path("me/new-keys/", api_lifecycle.OwnNewKeys.as_view()),
    path("me/devices/", api_lifecycle.Devices.as_view()),
    path("me/devices/<uuid:device>/", api_lifecycle.OneDevice.as_view()),
    path("new-keys/", api_lifecycle.AskedNewKeys.as_view()),
    path("recovery/", api_lifecycle.Recovery.as_view()),
    path("countries/", api_chain.Countries.as_view()),
    path("countries/<str:cc>/", api_chain.CountryDetail.as_view()),
    path("countries/<str:cc>/chain/", api_chain.Chain.as_view()),
    path("countries/<str:cc>/chain/waiting/", api_waiting.Waiting.as_view()),
    path("countries/<str:cc>/chain/waiting/<slug:statement>/cosign/", api_waiting.Cosigning.as_view()),
    path("countries/<str:cc>/chain/waiting/<slug:statement>/decline/", api_waiting.Declining.as_view()),
    path("countries/<str:cc>/chain/waiting/<slug:statement>/withdraw/", api_waiting.Withdrawing.as_view()),
    path("countries/<str:cc>/treaties/", api_chain.Treaties.as_view()),
    path("focal-points/", api_directory.FocalPoints.as_view()),
    path("focal-points/<uuid:focal_point>/", api_directory.FocalPointDetail.as_view()),
    path("focal-points/<uuid:focal_point>/confirm/", api_directory.Confirmation.as_view()),
    path("invitations/", api_joining.Invitations.as_view()),
    path("invitations/<uuid:invitation>/open/", api_joining.OpenInvitation.as_view()),
    path("invitations/<uuid:invitation>/answer/", api_joining.InvitationAnswer.as_view()),
]
