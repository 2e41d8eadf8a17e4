"""When a time limit ends: pure arithmetic on the working weeks of the post that must act. No Django here."""

from hub.clocks.calendar import PLAIN, Calendar
from hub.clocks.limits import Rule, Running, add_days, due
from hub.clocks.reading import DAYS, read_calendar, read_holidays, read_weekend

__all__ = [
    "DAYS",
    "PLAIN",
    "Calendar",
    "Rule",
    "Running",
    "add_days",
    "due",
    "read_calendar",
    "read_holidays",
    "read_weekend",
]
