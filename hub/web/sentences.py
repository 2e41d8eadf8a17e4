"""One table of sentences: what every kind of thing that officers are told of is called, from all rooms."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agreements.states import MOVES as PAIR
from deconfliction.states import DONE as BLIND
from hub.base.results import Text
from hub.forms import schema
from hub.forms.exchanges import MOVES as QUICK
from hub.notifications.kinds import FAMILIES, family
from hub.threads import table
from mla_requests.words import ACTS

OWN: dict[str, Text] = {
    "clock.reminder": _("A time limit ends soon"),
    "clock.overdue": _("A time limit has passed"),
    "clock.escalated": _("A time limit passed days ago and nothing happened"),
    "keeping.ready": _("The time to keep a case has passed: it may be erased"),
    "webhook.disabled": _("The hub stopped a webhook, because your system took nothing"),
    "account.factor_added": _("A second factor was added to your account"),
    "account.factor_removed": _("A second factor was removed from your account"),
    "account.factors_reset": _("An administrator of your country reset your second factors"),
    "account.backup_code_used": _("A backup code was used to sign in to your account"),
    "officer.answered": _("An invitation was answered"),
    "officer.added": _("Your keys are in your country's signed list"),
    "seat.given": _("You were given a seat"),
    "chain.waiting": _("A change of your country's signed list waits for a second signature"),
    "chain.declined": _("Another administrator declined a change that you signed"),
    "chain.changed": _("Your country's signed list of officers and posts has changed"),
    "thread.say": _("New messages"),
    "library.submitted": _("An item of your country waits for your clearance"),
    "library.review": _("An item of the library waits for your review"),
    "library.clear": _("What you wrote for the library was cleared"),
    "library.return": _("What you wrote for the library came back with a remark"),
    "library.review_pass": _("What you wrote for the library passed the review"),
    "library.publish": _("An item was published"),
    "library.retire": _("An item was retired"),
    "library.comment": _("A comment on an item of the library"),
    "library.replicated": _("Another country used what you shared"),
    "followup.submitted": _("A text of your country waits for your clearance"),
    "followup.returned": _("Your text came back with a remark"),
    "followup.cleared": _("A text of your country was cleared"),
    "followup.assessed": _("A report of your country was assessed"),
    "followup.due_soon": _("Reports of your country are due soon"),
    "followup.overdue": _("Reports of your country are overdue"),
}
TABLE: dict[str, Text] = {
    **{kind: done for kind, (_label, done) in ACTS.items()},
    **{kind: move.done for kind, move in PAIR.items()},
    **BLIND,
    **OWN,
}
# These carry their own languages, since programs and browsers read them too.
WORDS: dict[str, table.Words] = {
    **{kind: move.done for kind, move in QUICK.items()},
    **{one.kind: one.done for one in table.KINDS.values()},
    **table.load()["notices"],
}


def sentence(kind: str) -> Text:
    """What happened, in the reader's language; a kind of a later version is at least named by its family."""
    if kind in TABLE:
        return TABLE[kind]
    if kind in WORDS:
        return schema.words(WORDS[kind], get_language() or "en")
    return FAMILIES[family(kind)][0]
