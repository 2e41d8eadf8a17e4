"""Pages."""

from django.urls import path

from focal_points import views
from focal_points.views import factors, sessions

urlpatterns = [
    path("directory/", views.directory_page, name="directory"),
    path("directory/<uuid:pk>/", views.entry_page, name="directory-entry"),
    path("directory/<uuid:pk>/edit/", views.edit_entry_page, name="edit-entry"),
    path("directory/<uuid:pk>/confirm/", views.confirm_page, name="confirm-entry"),
    path("countries/", views.countries_page, name="countries"),
    path("countries/<str:cc>/", views.country_page, name="country"),
    path("networks/", views.networks_page, name="networks"),
    path("networks/new/", views.new_network, name="new-network"),
    path("networks/members/", views.new_member, name="new-member"),
    path("networks/members/<int:pk>/end/", views.end_member, name="end-member"),
    path("networks/organisations/", views.new_organisation, name="new-organisation"),
    path("officers/", views.officers_page, name="officers"),
    path("officers/found/", views.founding_page, name="found"),
    path("officers/recovery/", views.recovery_page, name="recovery-kit"),
    path("lost-keys/", views.lost_keys_page, name="lost-keys"),
    path("join/", views.join_page, name="join"),
    path("account/", views.account_page, name="account"),
    path("account/preferences/", views.preferences_page, name="preferences"),
    path("account/password/", views.change_password_page, name="change-password"),
    path("account/tokens/", views.make_token_page, name="make-token"),
    path("account/tokens/<int:pk>/end/", views.end_token_page, name="end-token"),
    path("account/calendar/", views.make_calendar_page, name="make-calendar"),
    path("account/calendar/end/", views.end_calendar_page, name="end-calendar"),
    path("account/factors/", factors.factors_page, name="factors"),
    path("account/factors/new/", factors.new_factor_page, name="new-factor"),
    path("account/factors/codes/", factors.backup_codes_page, name="backup-codes"),
    path("account/factors/<uuid:pk>/", factors.change_factor_page, name="change-factor"),
    path("officers/<uuid:pk>/factors/reset/", factors.reset_factors_page, name="reset-factors"),
    path("account/sessions/<slug:name>/end/", sessions.end_one_session_page, name="end-one-session"),
    path("account/sessions/end/", views.end_sessions, name="end-sessions"),
]
