"""The only place that calls guardian: grants to the group of a post, and the filter that lists use."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from guardian.shortcuts import get_group_perms

from focal_points.models import FocalPoint, Officer
from hub.tenancy.context import system


def granted(grants: Any, officer: Officer, only: UUID | None = None) -> models.Q:
    """A filter: rows granted to the group of a post where the officer has a seat now (of that one post).

    Asked row by row (EXISTS), so that a page of 50 walks the index of the list and stops after 50; as a list
    of all that is granted it took a hundred times longer among 100 000.
    """
    posts = posts_of(officer, only)
    rows = grants.objects.filter(content_object=models.OuterRef("pk"), group__in=posts.values("group"))
    return models.Q(models.Exists(rows))


def posts_of(officer: Officer, only: UUID | None = None) -> models.QuerySet[FocalPoint]:
    """The posts where the officer has a seat now; with `only`, that one if it is among them."""
    posts = FocalPoint.objects.filter(seats__officer=officer, seats__to_seq__isnull=True)
    return posts if only is None else posts.filter(pk=only)


def grant(posts: Iterable[FocalPoint], codename: str, thing: models.Model, grants: Any) -> None:
    """Grant one permission on one object to posts, in one statement. Repeating it changes nothing."""
    permission = _permission_id(ContentType.objects.get_for_model(type(thing)).pk, codename)
    rows = [grants(permission_id=permission, group_id=p.group_id, content_object=thing) for p in posts]
    with system():
        grants.objects.bulk_create(rows, ignore_conflicts=True)


@cache
def _permission_id(content_type: int, codename: str) -> int:
    """The number of a permission, remembered: it changes only together with that of its content type."""
    return Permission.objects.values_list("pk", flat=True).get(content_type=content_type, codename=codename)


def may(post: FocalPoint, codename: str, thing: models.Model) -> bool:
    """Whether the post's group holds the permission, asked of guardian itself."""
    return codename in get_group_perms(post.group, thing)
