"""Pages."""

from django.urls import path

from exchanges import views

urlpatterns = [
    path("exchanges/", views.list_page, name="exchanges"),
    path("exchanges/new/", views.new_page, name="new-exchange"),
    path("exchanges/<uuid:pk>/", views.exchange_page, name="exchange"),
    path("exchanges/<uuid:pk>/act/<slug:act>/", views.act_page, name="exchange-act"),
]
