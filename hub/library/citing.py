"""How to cite a version of an item: by its country or organisation, never by a person."""

from django.conf import settings
from django.urls import reverse

from hub.library.models import ItemVersion, LibraryItem, Rendition
from hub.publishing.citations import Citation
from hub.publishing.http import absolute

KINDS = {"law": "legislation", "model_law": "legislation", "case_digest": "legal_case"}


def citation(item: LibraryItem, version: ItemVersion, language: str) -> Citation | None:
    """A published version, by its title in the language if there is one; None without date or text."""
    text = _rendition(version, language)
    if version.published_at is None or text is None:
        return None
    page = reverse("library-public-version", args=[language, item.number, version.number])
    return Citation(
        identifier=version.identifier,
        title=text.title,
        authors=(item.country.name_en,),
        publisher=settings.HUB_ID,
        issued=version.published_at.date(),
        url=absolute(page),
        language=text.language,
        kind=KINDS.get(item.type, "report"),
        version=str(version.number),
    )


def _rendition(version: ItemVersion, language: str) -> Rendition | None:
    texts = {one.language: one for one in version.renditions.order_by("authoritative")}
    return texts.get(language) or next(reversed(texts.values()), None)
