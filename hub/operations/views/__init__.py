"""Probes for machines, the pages of a country's administrators, and what a focal point keeps or erases."""

from hub.operations.views.oversight import audit_csv, audit_page, usage_page
from hub.operations.views.probes import live, metrics, readiness
from hub.operations.views.retention import change_hold, keeping_page, retention_page, save_term

__all__ = [
    "audit_csv",
    "audit_page",
    "change_hold",
    "keeping_page",
    "live",
    "metrics",
    "readiness",
    "retention_page",
    "save_term",
    "usage_page",
]
