"""Reads: what is in force between two countries, the rules of one request, lists and one agreement."""

from agreements.queries.effect import Ceiling, in_force, most_channel, present, rules_between, rules_of
from agreements.queries.rebuild import rebuild
from agreements.queries.shown import detail, row_json, rows, whole

__all__ = [
    "Ceiling",
    "detail",
    "in_force",
    "most_channel",
    "present",
    "rebuild",
    "row_json",
    "rows",
    "rules_between",
    "rules_of",
    "whole",
]
