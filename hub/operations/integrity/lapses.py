"""What the hub itself stated about clocks."""

from collections.abc import Iterator

import orjson
from django.conf import settings

from hub.encryption.lapse import check_lapse, exact_time
from hub.ledger import signing
from hub.operations.integrity.findings import Finding, Findings
from mla_requests.models import Lapse


def lapses() -> Iterator[Finding]:
    """Findings of all lapses."""
    findings = Findings()
    for row in Lapse.objects.order_by("pk").iterator():
        what = f"statement {row.pk} on a clock of request {row.request_id}"
        with findings.of(what):
            said = check_lapse(orjson.loads(bytes(row.envelope)), signing.public_key())
            kept = (settings.HUB_ID, str(row.request_id), row.kind, row.clock, row.ref, row.side)
            names = ("hub", "request", "kind", "clock", "ref", "side")
            for name, column in zip(names, kept, strict=True):
                findings.same(what, name, column, said[name])
            findings.same(what, "recorded_at", row.recorded_at, exact_time(said["at"]))
        yield from findings.take()
