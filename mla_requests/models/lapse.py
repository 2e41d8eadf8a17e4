"""What the hub itself states about a request: a clock that ran out, or the delivery that stopped one."""

from django.db import models

from hub.procedure import Side
from mla_requests.models.request import MlaRequest
from mla_requests.words import SIDES


class Lapse(models.Model):
    """A negative receipt: by `due`, `side` had not done what a clock waits for.

    The envelope is DSSE, signed with the hub's key. `kind` is the act of the hub that the request took from
    it: sys.lapsed changes nothing but the clock, sys.undelivered and sys.closed move the request, and
    sys.delivered is the one positive statement.
    """

    request = models.ForeignKey(MlaRequest, on_delete=models.PROTECT, related_name="lapses")
    kind = models.CharField(max_length=20, default="sys.lapsed")
    clock = models.CharField(max_length=20)
    ref = models.CharField(max_length=8, blank=True)
    side = models.CharField(max_length=10, choices=SIDES, default=Side.NOBODY.value)
    due = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    envelope = models.BinaryField()

    class Meta:
        ordering = ["request_id", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "recorded_at"], name="lapse_at_its_own_moment")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.clock}{self.ref}"
