"""Pages and files for everybody."""

from django.urls import path

from hub.library.views import public

BELOW = "public/<str:lang>/library/"

urlpatterns = [
    path(BELOW, public.list_page, name="library-public"),
    path(f"{BELOW}<int:number>/", public.item_page, name="library-public-item"),
    path(f"{BELOW}<int:number>/v<int:version>/", public.item_page, name="library-public-version"),
    path(f"{BELOW}<int:number>/files/<uuid:file>/", public.file_page, name="library-public-file"),
]
