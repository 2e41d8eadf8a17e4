"""The directory of competent authorities (UNTOC article 18(13)): find, read, keep true."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from focal_points import queries
from focal_points.acting import acting_for
from focal_points.actions import confirm_entry, update_entry
from focal_points.answers import entry_card
from focal_points.api_directory import post_or_404
from focal_points.api_paging import page_at
from focal_points.forms import EntryForm, problems
from focal_points.models import of_states
from focal_points.rules import may_administer
from focal_points.views import shown
from hub.base import clock
from hub.base.errors import require
from hub.base.pages import page

LONGEST = 100


def _typed(request: HttpRequest, name: str) -> str:
    given = request.GET.get(name, "").strip()[:LONGEST]
    return given if given.isprintable() else ""


@require_safe
@page
def directory_page(request: HttpRequest) -> HttpResponse:
    """Posts by country, type and name; the choice stands in the address."""
    acting = acting_for(request)
    country, type_, text = (_typed(request, name) for name in ("country", "type", "q"))
    found = page_at(
        _typed(request, "cursor"), queries.directory(country, type_, text), ("country_id", "name", "id")
    )
    context = {
        "found": shown.posts(found.rows, clock.now().date()),
        "next": found.next,
        "countries": shown.countries(queries.members(), acting.country),
        "types": list(of_states().items()),
        "country": country,
        "type": type_,
        "q": text,
        "filtered": bool(country or type_ or text),
        "rail": "directory",
    }
    return render(request, "focal_points/directory.html", context)


@require_safe
@page
def entry_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything another State must know before it writes, with the age of each country's word."""
    acting, post, now = acting_for(request), post_or_404(pk), clock.now()
    context = {
        "post": post,
        "age": entry_card(post.entry, now.date()),
        "groups": list(shown.groups(post.entry)),
        "there": shown.local_time(post.entry, now),
        "treaties": shown.treaties(queries.treaties_of(post.country_id)),
        "may_edit": bool(may_administer(acting.officer, post.country_id)),
        "own": acting.country == post.country_id,
        "rail": "directory",
    }
    return render(request, "focal_points/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def edit_entry_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of an own entry; saving also confirms nothing, that is a word of its own."""
    acting, post = acting_for(request), post_or_404(pk)
    require(may_administer(acting.officer, post.country_id))
    form = EntryForm(request.POST or None, instance=post.entry)
    if request.method == "POST" and form.is_valid():
        update_entry(post_or_404(pk).entry, form.changes(), by=acting.officer)
        messages.success(request, _("The entry is saved. Other countries see it from now on."))
        return redirect("directory-entry", pk=pk)
    groups = [(heading, [form[name] for name in names]) for heading, names in shown.GROUPS]
    context = {"post": post, "form": form, "groups": groups, "errors": problems(form), "rail": "directory"}
    return render(request, "focal_points/edit_entry.html", context, status=400 if form.errors else 200)


@require_POST
@page
def confirm_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The word of an administrator that the entry is true today."""
    confirm_entry(post_or_404(pk).entry, by=acting_for(request).officer, now=clock.now())
    messages.success(request, _("Confirmed. Other countries see that the entry is right as of today."))
    return redirect("directory-entry", pk=pk)
