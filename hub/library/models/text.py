"""The texts of a version in their languages, and the files beside them."""

import hashlib
import uuid

from django.db import models
from django.db.models import Q

from hub.library.models.item import ItemVersion
from hub.library.states import Translation
from hub.publishing.languages import Language, language


class Rendition(models.Model):
    """A version in one language (BCP 47): the authoritative one, or a translation of what has that hash."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="renditions")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    authoritative = models.BooleanField(default=False)
    translation = models.CharField(max_length=10, choices=Translation.choices, default=Translation.UNOFFICIAL)
    based_on_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-authoritative", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="library_language_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(authoritative=True), name="library_one_authoritative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"

    @property
    def text_hash(self) -> str:
        """SHA-256 of title, summary and body."""
        return hashlib.sha256(f"{self.title}\x1e{self.summary}\x1e{self.body}".encode()).hexdigest()

    @property
    def behind(self) -> bool:
        """Whether the authoritative text has changed since this translation was made."""
        source = self.version.authoritative
        return bool(source and not self.authoritative and self.based_on_hash != source.text_hash)

    @property
    def written_in(self) -> Language:
        """The language with its own name and direction."""
        return language(self.language)


class ItemFile(models.Model):
    """A file of a rendition. `storage` is its place, known to rows alone; the type is read off the bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    storage = models.CharField(max_length=100)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["rendition", "name"], name="library_file_once")]

    def __str__(self) -> str:
        return self.name
