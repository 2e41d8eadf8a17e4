"""The verified state of a country chain, remembered by the hash of its head, which binds all before it."""

from collections import OrderedDict
from threading import Lock

from django.conf import settings

from focal_points.models import Country
from hub.encryption.chain import ChainState, fold

REMEMBERED = 64
states: OrderedDict[str, ChainState] = OrderedDict()
_lock = Lock()


def state_of(country: Country) -> ChainState | None:
    """The state at the country's head, None before its genesis.

    Verified from the genesis the first time (about a second for 1000 statements), later only looked up: a
    long chain must not make each further statement hold the country's lock for longer. Raises Refused.
    """
    if country.head_seq < 0:
        return None
    with _lock:
        known = states.get(country.head_hash)
    return known or remember(
        fold([row.envelope for row in country.chain.all()], settings.HUB_ID, country.code)
    )


def remember(state: ChainState) -> ChainState:
    """Keep a state that was verified, and answer it."""
    with _lock:
        states[state.head_hash] = state
        states.move_to_end(state.head_hash)
        while len(states) > REMEMBERED:
            states.popitem(last=False)
    return state
