"""Reads of the library. What a reader may see is decided in `visible_to` and `may_read`, and nowhere else."""

from hub.library.queries.detail import (
    by_number,
    comments_for,
    decisions_for,
    may_read,
    newest_for,
    one,
    replications_for,
    shown_state,
    version_for,
    versions_for,
    visible_to,
)
from hub.library.queries.files import file_for, file_of
from hub.library.queries.json import comment_json, detail_json, row_json, version_json
from hub.library.queries.lists import Filters, Page, page, read_filters, selected

__all__ = [
    "Filters",
    "Page",
    "by_number",
    "comment_json",
    "comments_for",
    "decisions_for",
    "detail_json",
    "file_for",
    "file_of",
    "may_read",
    "newest_for",
    "one",
    "page",
    "read_filters",
    "replications_for",
    "row_json",
    "selected",
    "shown_state",
    "version_for",
    "version_json",
    "versions_for",
    "visible_to",
]
