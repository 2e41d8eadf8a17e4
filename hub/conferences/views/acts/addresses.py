"""Addresses of the officers' pages."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from hub.conferences.models import Conference, Recommendation


def tab_url(conference: Conference, tab: str = "overview") -> str:
    """The address of a part of a conference."""
    if tab == "overview":
        return reverse("conference", args=[conference.pk])
    return reverse("conference-tab", args=[conference.pk, tab])


def draft_url(one: Recommendation, language: str = "") -> str:
    """The address of a draft, in a language."""
    path = reverse("draft", args=[one.pk])
    return f"{path}?language={language}" if language else path


def act_url(kind: str, pk: UUID, act: str, **more: Any) -> str:
    """The address of an act."""
    query = "&".join(f"{name}={value}" for name, value in more.items())
    path = reverse("conference-do", args=[kind, pk, act])
    return f"{path}?{query}" if query else path
