"""Reads of conversations: pages, one conversation, its events, who is there, who may listen."""

from messaging.queries.detail import detail_json, membership, seen_thread, timeline, whole
from messaging.queries.lists import Filters, Page, page, unread
from messaging.queries.presence import online

__all__ = [
    "Filters",
    "Page",
    "detail_json",
    "membership",
    "online",
    "page",
    "seen_thread",
    "timeline",
    "unread",
    "whole",
]
