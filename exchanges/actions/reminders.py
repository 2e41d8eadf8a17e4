"""Clocks that ran out: told to the side that must act and to the one that waits. Called by run_clocks."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from exchanges.actions import telling
from exchanges.models import Exchange
from exchanges.states import Side

AGAIN = timedelta(days=3)
"""Between two reminders of one clock."""


def remind(now: datetime) -> int:
    """Remind of every clock that ran out and was not told of for three days; answers how many.

    The first time both sides are told; afterwards the approvers of the side that must act.
    """
    due = Exchange.objects.filter(due__lte=now).order_by("due").values_list("pk", flat=True)
    return sum(_remind(pk, now) for pk in list(due))


def _remind(pk: UUID, now: datetime) -> bool:
    with transaction.atomic():
        found = Exchange.objects.select_for_update().filter(pk=pk, due__lte=now).first()
        if found is None or (found.reminded is not None and found.reminded > now - AGAIN):
            return False
        posts = {Side.SENDER: found.sender_id, Side.RECEIVER: found.receiver_id}
        late = Side(found.due_side)
        telling.remind(found, posts.pop(late), escalated=found.reminded is not None)
        for waiting in posts.values() if found.reminded is None else ():
            telling.remind(found, waiting, escalated=False)
        Exchange.objects.filter(pk=found.pk).update(reminded=now)
        return True
