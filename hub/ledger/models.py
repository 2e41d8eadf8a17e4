"""What the hub keeps: ordered, signed, sealed events, and the proofs that it kept them."""

import uuid

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from focal_points.access import granted, posts_of
from focal_points.models import FocalPoint, Officer

GONE = ""
"""What stands for a wrapped key that its post had erased."""


class StreamSet(models.QuerySet["Stream"]):
    """Streams, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: uuid.UUID | None = None) -> "StreamSet":
        """Streams granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(StreamGroupObjectPermission, officer, only))


class Stream(models.Model):
    """The ordered events of one request, file, thread, pair or exchange. `head_*` is the newest event."""

    class Kind(models.TextChoices):
        FILE = "file"
        REQUEST = "request"
        THREAD = "thread"
        PAIR = "pair"
        EXCHANGE = "exchange"
        REGISTER = "register"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    head_seq = models.IntegerField(default=-1)
    head_hash = models.CharField(max_length=64, default="0" * 64)
    created = models.DateTimeField(auto_now_add=True)

    objects = StreamSet.as_manager()

    class Meta:
        permissions = [("open_stream", "May see and open the stream")]

    def __str__(self) -> str:
        return str(self.id)


class StreamGroupObjectPermission(GroupObjectPermissionBase):
    """A stream granted to the group of a post, by direct foreign key: lists are one indexed join."""

    content_object = models.ForeignKey(Stream, on_delete=models.CASCADE)


class StreamUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(Stream, on_delete=models.CASCADE)


class Party(models.Model):
    """A post on a stream, or one that left it: nothing after `until_seq` is sealed to that one."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="parties")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    since_seq = models.PositiveIntegerField()
    until_seq = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "focal_point"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.focal_point_id} on {self.stream_id}"


class EventSet(models.QuerySet["Event"]):
    """Events, narrowed to those sealed to the officer's posts."""

    def visible_to(self, officer: Officer, only: uuid.UUID | None = None) -> "EventSet":
        """Events of visible streams with a key for one of the officer's posts (for the post `only`).

        The key came with the event, or was shared when the post was admitted later.
        """
        posts = posts_of(officer, only).values("pk")
        own = {"event": models.OuterRef("pk"), "focal_point__in": posts}
        mine = models.Exists(Wrap.objects.filter(**own)) | models.Exists(SharedKey.objects.filter(**own))
        streams = Stream.objects.visible_to(officer, only).values("pk")
        return self.filter(mine, stream__in=streams)


class Event(models.Model):
    """One act.

    Manifest signed by an officer. `envelope` is the DSSE text as received; `facts` repeat its plain fields.
    """

    id = models.UUIDField(primary_key=True)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    hash = models.CharField(max_length=64, unique=True)
    envelope = models.JSONField()
    facts = models.JSONField(default=dict)
    handling = models.CharField(max_length=2, default="H0")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField()
    accepted_at = models.DateTimeField()

    objects = EventSet.as_manager()

    class Meta:
        ordering = ["stream_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_event_per_seq")]

    def __str__(self) -> str:
        return f"{self.stream_id} {self.seq} {self.kind}"


class Part(models.Model):
    """Ciphertext of one part, `length` bytes: a small one in the row, a larger one in its upload's blocks.

    The blocks stay where they were received, so that nothing is copied while the stream is locked.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="parts")
    n = models.PositiveIntegerField()
    length = models.PositiveBigIntegerField()
    blocks_root = models.CharField(max_length=64)
    inline = models.BinaryField(null=True, blank=True)
    upload = models.OneToOneField(
        "Upload", null=True, blank=True, on_delete=models.PROTECT, related_name="part"
    )

    class Meta:
        ordering = ["event_id", "n"]
        constraints = [models.UniqueConstraint(fields=["event", "n"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.n}"


class Wrap(models.Model):
    """The event's key, wrapped to one key generation of one receiving post (HPKE, 80 bytes)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="wraps")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    generation = models.PositiveIntegerField()
    wrap = models.CharField(max_length=108)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "focal_point"], name="wrap_once")]
        indexes = [models.Index(fields=["focal_point", "event"])]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.focal_point_id}"


class SharedKey(models.Model):
    """The key of an older event, wrapped to a post that was admitted later.

    It stands in the signed facts of the act `admit`, apart from the wraps that the event's sender signed.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="shared_keys")
    admit = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    generation = models.PositiveIntegerField()
    wrap = models.CharField(max_length=108)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "focal_point"], name="shared_once")]
        indexes = [models.Index(fields=["focal_point", "event"], name="shared_to")]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.focal_point_id}"


class Receipt(models.Model):
    """A signed statement about an event.

    The hub's (accepted, delivered) or a recipient's (retrieved). ETSI REM words.
    """

    class Evidence(models.TextChoices):
        SUBMISSION_ACCEPTED = "submission_accepted"
        DELIVERED = "delivered"
        RETRIEVED = "retrieved"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="receipts")
    evidence = models.CharField(max_length=20, choices=Evidence.choices)
    focal_point = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    envelope = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["event_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "evidence", "focal_point"], name="receipt_once"),
            models.UniqueConstraint(
                fields=["event", "evidence"],
                condition=models.Q(focal_point__isnull=True),
                name="receipt_of_nobody_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.evidence}"


class Upload(models.Model):
    """Ciphertext in 1 MiB blocks, received in any order. Open until an event claims it as a part.

    One that no event claims within 7 days is removed. Its length counts against the post that began it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="uploads")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    stream = models.UUIDField()
    event = models.UUIDField()
    n = models.PositiveIntegerField()
    length = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "stream", "event", "n"], name="upload_once")
        ]

    def __str__(self) -> str:
        return f"{self.event}/{self.n}"


class UploadBlock(models.Model):
    """One received block: its index, its SHA-256 and the name of its bytes in storage."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="blocks")
    index = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["upload_id", "index"]
        constraints = [models.UniqueConstraint(fields=["upload", "index"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.index}"


class Erasure(models.Model):
    """That a post's own key of an event is gone, by which signed act; its wrap is empty from then on."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="erasures")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    act = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "focal_point"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.focal_point_id}"


class Keeping(models.Model):
    """How long a post keeps a stream whose case is over: from `closed_on` for the years of its `Term`.

    `told`: its officers were told that the day has come. A hold of the post stops every erasing of its copy.
    """

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="keepings")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    told = models.BooleanField(default=False)
    held_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "focal_point"], name="kept_once")]
        indexes = [models.Index(fields=["focal_point", "closed_on"], name="kept_by")]

    def __str__(self) -> str:
        return f"{self.stream_id} at {self.focal_point_id}"


class Term(models.Model):
    """A post's own rule: years after the end of a case, and whether one person may erase alone."""

    YEARS = 10

    focal_point = models.OneToOneField(
        FocalPoint, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    years = models.PositiveSmallIntegerField(default=YEARS)
    alone = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.focal_point_id} {self.years}"
