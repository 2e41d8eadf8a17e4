"""Pages."""

from django.urls import path

from deconfliction import views

urlpatterns = [
    path("deconfliction/", views.list_page, name="deconfliction"),
    path("deconfliction/new/", views.new_page, name="new-registration"),
    path("deconfliction/pairs/new/", views.new_pair_page, name="new-blind-pair"),
    path("deconfliction/pairs/<uuid:pk>/", views.pair_page, name="blind-pair"),
    path("deconfliction/hits/<uuid:pk>/", views.hit_page, name="blind-hit"),
    path("deconfliction/<uuid:pk>/", views.registration_page, name="blind-registration"),
]
