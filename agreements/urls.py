"""Pages."""

from django.urls import path

from agreements import views

urlpatterns = [
    path("agreements/", views.list_page, name="agreements"),
    path("agreements/new/", views.new_page, name="new-agreement"),
    path("agreements/<uuid:pk>/", views.agreement_page, name="agreement"),
]
