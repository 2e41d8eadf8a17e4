"""What waits for an officer: a kind and an id, never content. What is sent of it by e-mail, and when."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

URGENT = "thread.urgent"
UNREAD_URGENT = Q(kind=URGENT, read_at__isnull=True)


class Notification(models.Model):
    """One thing one officer should look at; also the first row of the queue: `queued` once it was taken up.

    `single`: while it is unread, no second one of its kind about its target is written.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    single = models.BooleanField(default=False)
    queued = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["officer", "read_at", "-id"]),
            models.Index(fields=["officer", "-id"], name="notification_newest"),
            models.Index(fields=["id"], condition=Q(queued=False), name="notification_unqueued"),
            models.Index(fields=["created"], condition=UNREAD_URGENT, name="notification_urgent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "target", "kind"],
                condition=Q(single=True, read_at__isnull=True),
                name="notification_single",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Once(models.Model):
    """Something that was told and is not told again, by a name of its own such as "<request> ack 1"."""

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Mail(models.TextChoices):
    """How an officer wants e-mail."""

    EACH = "each", _("An e-mail for each thing, at once")
    DIGEST = "digest", _("One e-mail a day, with numbers only")
    NEVER = "never", _("No e-mail")


class Preference(models.Model):
    """How one officer wants to be told. Hours are those of `time_zone`; equal ends mean no quiet hours."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="told_how"
    )
    email = models.CharField(max_length=10, choices=Mail.choices, default=Mail.EACH)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    urgent_breaks = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.officer_id} {self.email}"

    @property
    def quiet(self) -> tuple[time, time] | None:
        """From when until when, if at all."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return None
        return self.quiet_from, self.quiet_until


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not needed any more")
    DEAD = "dead", _("Given up")


class Channel(models.TextChoices):
    """By which way."""

    MAIL = "mail", _("E-mail")


class Delivery(models.Model):
    """One notification on its way to one officer; never more than one for each way.

    `claimed_until` is how long a worker holds it; a worker that dies leaves it to the next one after that.
    """

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    digest = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    first_try = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="delivery_waiting"),
            models.Index(fields=["state", "due"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once"),
        ]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.notification_id} {self.channel} {self.state}"
