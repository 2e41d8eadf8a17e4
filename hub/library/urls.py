"""Pages."""

from django.urls import include, path

from hub.library.views import acting, item, lists, writing

ITEM = "library/<uuid:pk>/"

urlpatterns = [
    path("", include("hub.library.urls_feeds")),
    path("", include("hub.library.urls_public")),
    path("library/", lists.list_page, name="library"),
    path("library/desk/", lists.desk_page, name="library-desk"),
    path("library/followed/", lists.followed_page, name="library-followed"),
    path("library/new/", writing.new_page, name="library-new"),
    path(ITEM, item.item_page, name="library-item"),
    path(f"{ITEM}language/", writing.language_page, name="library-language"),
    path(f"{ITEM}edit/<str:code>/", writing.edit_page, name="library-edit"),
    path(f"{ITEM}edit/<str:code>/remove/", writing.drop_page, name="library-drop"),
    path(f"{ITEM}about/", writing.about_page, name="library-about"),
    path(f"{ITEM}detail/", writing.detail_page, name="library-detail"),
    path(f"{ITEM}files/", writing.attach_page, name="library-attach"),
    path(f"{ITEM}files/<uuid:file>/remove/", writing.detach_page, name="library-detach"),
    path(f"{ITEM}act/<slug:code>/", acting.act_page, name="library-act"),
    path(f"{ITEM}comments/", acting.comment_page, name="library-comment"),
    path(f"{ITEM}comments/<uuid:comment>/withdraw/", acting.withdraw_page, name="library-withdraw"),
    path(f"{ITEM}follow/", acting.follow_page, name="library-follow"),
    path(f"{ITEM}used/", acting.replicate_page, name="library-replicate"),
    path(
        f"{ITEM}used/<uuid:replication>/show/", acting.show_replication_page, name="library-show-replication"
    ),
    path(f"{ITEM}ties/", acting.tie_page, name="library-tie"),
]
