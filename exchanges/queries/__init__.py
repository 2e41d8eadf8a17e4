"""Reads of exchanges: pages, one exchange, its history, its clocks."""

from exchanges.queries.detail import detail_json, timeline, whole
from exchanges.queries.lists import Filters, Page, listed, page, waiting
from exchanges.queries.rebuild import rebuild

__all__ = ["Filters", "Page", "detail_json", "listed", "page", "rebuild", "timeline", "waiting", "whole"]
