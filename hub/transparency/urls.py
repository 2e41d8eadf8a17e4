"""Addresses of the log: its page, and its tiles for everybody."""

from django.urls import path

from hub.transparency import views, views_tiles

urlpatterns = [
    path("log/", views.log_page, name="log"),
    path("tlog/checkpoint", views_tiles.checkpoint, name="tlog-checkpoint"),
    path("tlog/tile/entries/<path:path>", views_tiles.entries, name="tlog-entries"),
    path("tlog/tile/<int:level>/<path:path>", views_tiles.hashes, name="tlog-tile"),
]
