"""Country chains, statement by statement from their first one."""

from collections.abc import Iterator

from django.conf import settings

from focal_points.models import ChainStatement, Country
from hub.encryption.chain import ChainState, start
from hub.operations.integrity.findings import Finding, Findings


def chains(states: dict[str, ChainState]) -> Iterator[Finding]:
    """Findings of all chains; what holds of each is put into `states` by country."""
    for country in Country.objects.order_by("pk"):
        findings = Findings()
        last = _fold(country, states, findings)
        head = (last.head_seq, last.head_hash) if last else (-1, "")
        if not findings.found and (country.head_seq, country.head_hash) != head:
            findings.add(f"chain of {country.pk}", "statements are missing at its end")
        yield from findings.take()


def _fold(country: Country, states: dict[str, ChainState], findings: Findings) -> ChainState | None:
    """After a statement that does not hold, nothing of the chain can be judged: it is the one named."""
    state: ChainState | None = None
    for seq, row in enumerate(ChainStatement.objects.filter(country=country).order_by("seq").iterator()):
        what = f"statement {row.seq} of the chain of {country.pk}"
        findings.same(what, "seq", row.seq, seq)
        with findings.of(what):
            state = _next(state, row)
            states[country.pk] = state
            findings.same(what, "hash", row.hash, state.head_hash)
        if findings.found:
            return state
    return state


def _next(state: ChainState | None, row: ChainStatement) -> ChainState:
    if state is None:
        return start(row.envelope, settings.HUB_ID, row.country_id)
    return state.admit(row.envelope)
