"""Reads: the inbox, one request, its timeline, and the standing rebuilt from the events alone."""

from mla_requests.queries.detail import detail_json, whole_requests
from mla_requests.queries.filters import Filters
from mla_requests.queries.inbox import Page, inbox, listed, longest_waiting
from mla_requests.queries.rebuild import rebuild
from mla_requests.queries.rows import head, seen, side_of
from mla_requests.queries.timeline import timeline

__all__ = [
    "Filters",
    "Page",
    "detail_json",
    "head",
    "inbox",
    "listed",
    "longest_waiting",
    "rebuild",
    "seen",
    "side_of",
    "timeline",
    "whole_requests",
]
