"""Pages of the roof."""

from django.urls import path
from django.views.i18n import set_language

from hub.web import bridge, views
from hub.web.views import public, well_known
from hub.web.views.second import second_step

urlpatterns = [
    path("", views.home, name="home"),
    path("public/<str:lang>/", public.front_page, name="public-front"),
    path("seen/", views.seen, name="seen"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/second/", second_step, name="second-step"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("unlock/", views.unlock, name="unlock"),
    path("post/", views.switch_post, name="switch-post"),
    path("language/", set_language, name="set_language"),
    path("statistics/with/<str:cc>/", views.pair_page, name="pair-statistics"),
    path("conferences/recommendations/<uuid:pk>/figures/", bridge.figures_page, name="bridge"),
    path("notices/", views.notices_page, name="notices"),
    path("notices/read/", views.read_notices, name="read-notices"),
    path("notices/settings/", views.notice_settings, name="notice-settings"),
    path("help/", views.help_page, name="help"),
    path(".well-known/asset-manifest", well_known.asset_manifest, name="asset-manifest"),
    path(".well-known/security.txt", well_known.security_txt, name="security-txt"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar-feed"),
]
