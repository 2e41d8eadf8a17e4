"""The words of lines and columns."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RECEIVED, MADE, SHARE = _("Received"), _("Made"), _("of all")
UNKNOWN = _("Not stated")
INFO, CONVERTED = _("Spontaneous information"), _("… of it led to a request")
COUNTER = {
    "cases": _("Requests"),
    "paper": _("… on paper"),
    "urgent": _("… urgent"),
    "acknowledged": _("Acknowledged"),
    "in_time": _("Acknowledged within the target"),
    "returned": _("Returned as incomplete"),
    "redirected": _("Redirected to another authority"),
    "asked": _("More information was asked for"),
    "rounds": _("Rounds of questions"),
    "accepted": _("Accepted"),
    "conditions": _("Accepted with conditions"),
    "postponed": _("Postponed"),
    "executed": _("Executed in full"),
    "partial": _("Executed in part"),
    "not_possible": _("Could not be executed"),
    "refused": pgettext_lazy("requests", "Refused"),
    "withdrawn": pgettext_lazy("requests", "Withdrawn"),
    "pending": pgettext_lazy("requests", "Pending"),
}
BAND = {
    "0-3": _("up to 3 months"), "3-6": _("3 to 6 months"), "6-12": _("6 to 12 months"),
    "12-24": _("1 to 2 years"), "24+": _("more than 2 years"),
}  # fmt: skip
PHASE = {
    "deliver": _("Sent to delivered"),
    "acknowledge": _("Delivered to acknowledged"),
    "decide": _("Acknowledged to decided"),
    "decide_net": _("Acknowledged to decided, net"),
    "execute": _("Decided to executed"),
    "execute_net": _("Decided to executed, net"),
    "total": _("Sent to results"),
    "total_net": _("Sent to results, net"),
}
HOLDER = {"sender": _("With the asking State"), "receiver": _("With the asked State")}
WAY = {"received": RECEIVED, "made": MADE}
SPREAD = {"n": _("Cases"), "median": _("Half within"), "p90": _("9 in 10 within")}
GROUPED = {
    "cases": pgettext_lazy("number of requests", "All"),
    "executed": pgettext_lazy("executed", "In full"),
    "partial": pgettext_lazy("executed", "In part"),
    "refused": pgettext_lazy("requests", "Refused"),
    "pending": pgettext_lazy("requests", "Pending"),
}
MEASURE = {
    "asked": _("Asked for"),
    "executed": pgettext_lazy("executed", "In full"),
    "partial": pgettext_lazy("executed", "In part"),
    "not_possible": _("Not possible"),
    "refused": pgettext_lazy("requests", "Refused"),
}
RESULT = {
    "persons_heard": _("Persons heard"),
    "victims_heard": _("Victims heard as witnesses"),
    "documents_served": _("Documents served"),
    "accounts": _("Accounts on which records were given"),
    "assets_frozen": _("Assets frozen"),
    "assets_confiscated": _("Assets confiscated"),
    "assets_returned": _("Assets returned"),
}
USEFUL = {
    "useful": pgettext_lazy("evidence", "Useful"),
    "partly": pgettext_lazy("evidence", "Useful in part"),
    "not_useful": pgettext_lazy("evidence", "Not useful"),
    "unknown": _("Not known yet"),
}
USE = {
    "investigation": _("Investigation"),
    "indictment": _("Indictment"),
    "conviction": _("Conviction"),
    "acquittal": _("Acquittal"),
    "asset_recovery": _("Recovery of assets"),
    "victim_protection": _("Protection of victims"),
}
FURTHER = {"asked": _("Asked for"), "granted": _("Granted"), "denied": _("Denied")}
