"""One act of blind deconfliction, to the pair or the registration that it is about."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from deconfliction import facts as shapes
from deconfliction.actions.pairs import change_pair
from deconfliction.actions.registrations import change_registration
from deconfliction.states import OF_PAIRS
from focal_points.acting import Acting
from hub.base.errors import Invalid
from hub.ledger.actions import Accepted
from hub.ledger.incoming import Incoming


def accept_blind(incoming: Incoming, *, by: Acting, now: datetime) -> Accepted:
    """Accept an act of kind "blind.…": it is in its stream and the table follows, or nothing happened.

    Raises Unseen; Invalid unknown_kind, bad_facts, wrong_stream, bad_manifest; Forbidden with the rule's
    reason; and whatever accept_event raises.
    """
    facts = shapes.read(incoming.kind, incoming.facts)
    of_pairs = incoming.kind in OF_PAIRS
    if incoming.stream != facts["pair" if of_pairs else "registration"]:
        raise Invalid("wrong_stream", _("The act names something else than the stream it goes into."))
    act = change_pair if of_pairs else change_registration
    return act(incoming, facts, by, now)
