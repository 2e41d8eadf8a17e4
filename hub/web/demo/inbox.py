"""The inboxes of the demo: officers have read what they were told, but for the newest."""

from focal_points.models import Officer
from hub.notifications.actions import mark_all_read
from hub.notifications.models import Notification

UNREAD = 12


def read_old() -> None:
    """Mark all but the newest notices of every officer as read."""
    for officer in Officer.objects.all():
        newest = Notification.objects.filter(officer=officer).order_by("-pk")
        older = newest.values_list("pk", flat=True)[UNREAD : UNREAD + 1].first()
        if older is not None:
            mark_all_read(officer.pk, older)
