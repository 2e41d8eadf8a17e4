"""Everything that writes requests."""

from mla_requests.actions.acts import accept_act

__all__ = ["accept_act"]
