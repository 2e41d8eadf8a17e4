"""Citations as files."""

from django.http import Http404, HttpRequest, HttpResponse

from hub.base.errors import Unseen
from hub.library.citing import citation
from hub.library.models import ItemVersion, LibraryItem
from hub.publishing.citations import BIBTEX_TYPE, CSL_TYPE, TEXT_TYPE, Citation
from hub.publishing.http import file, public_page


@public_page(300)
def cite(request: HttpRequest, lang: str, number: int, form: str, version: int = 0) -> HttpResponse:
    """The citation of a public item, also a retired one: of its current version, or of the one asked for."""
    del request
    item = LibraryItem.objects.public().filter(number=number).select_related("current", "country").first()
    if item is None:
        raise Unseen
    made = citation(item, _version(item, version), lang)
    if made is None:
        raise Http404
    body, kind = _form(made, form)
    return file(body, kind, name=f"{made.identifier}.{form}", modified=_version(item, version).published_at)


def _version(item: LibraryItem, number: int) -> ItemVersion:
    if not number:
        found = item.current
    else:
        found = item.versions.filter(number=number, published_at__isnull=False).first()
        found = found if found and found.is_public else None
    if found is None:
        raise Unseen
    return found


def _form(made: Citation, form: str) -> tuple[bytes, str]:
    if form == "csl.json":
        return made.csl(), CSL_TYPE
    if form == "bib":
        return made.bibtex().encode(), BIBTEX_TYPE
    return made.text().encode(), TEXT_TYPE
