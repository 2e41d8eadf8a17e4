"""Addresses for tests: a public page that tells what it knows about its reader, and counts its makings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hub.base.errors import Invalid, Unseen
from hub.publishing import http

MADE: list[str] = []


@http.public_page(max_age=60)
def told(request: HttpRequest, lang: str) -> HttpResponse:
    """Everything about the reader that a careless page could show."""
    MADE.append(request.path)
    said = [str(request.user), *request.COOKIES, request.META.get("HTTP_AUTHORIZATION", ""), lang]
    said += [request.META.get("HTTP_ACCEPT_LANGUAGE", ""), request.GET.get("q", "")]
    return HttpResponse(" ".join(said) + " word" * 200)


@http.public_page()
def careless(request: HttpRequest, lang: str) -> HttpResponse:
    """A view that sets a cookie, which no public page may."""
    del lang
    MADE.append(request.path)
    response = HttpResponse("careless")
    response.set_cookie("track", "me")
    return response


@http.public_page()
def noting(request: HttpRequest, lang: str) -> HttpResponse:
    """A view that keeps something about who reads, which no public page may either."""
    del lang
    request.session["seen"] = "yes"
    return HttpResponse("noted")


@http.public_page()
def framed(request: HttpRequest, lang: str) -> HttpResponse:
    """A page in the common frame."""
    about = {"title": "A title", "text": "A text"}
    return http.shown(request, lang, "publishing/public.html", {"about": about}, languages=frozenset({"ur"}))


@http.public_page()
def refusing(request: HttpRequest, lang: str) -> HttpResponse:
    """A page that refuses its question."""
    del lang
    if request.GET.get("gone"):
        raise Unseen
    raise Invalid("bad_filter", "There is no such filter.")


def private(request: HttpRequest) -> HttpResponse:
    """An officer's page that claims, wrongly, to be for everybody."""
    MADE.append(request.path)
    response = HttpResponse(f"for {request.user}")
    response["Cache-Control"], response["ETag"] = "public, max-age=60", '"x"'
    return response


urlpatterns = [
    path("public/<str:lang>/told/", told),
    path("public/<str:lang>/careless/", careless),
    path("public/<str:lang>/framed/", framed),
    path("public/<str:lang>/noting/", noting),
    path("public/<str:lang>/refusing/", refusing),
    path("private/", private),
    path("", include("hub.urls")),
]
