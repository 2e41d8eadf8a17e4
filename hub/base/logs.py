"""Log lines as JSON that hold no content: what happened, where in the code, in which request.

A message of our own code is trusted, except for exceptions in it. Of everybody else's only the template is
written, since the values may be addresses with secrets, queries or e-mail. Of an error the type and the
places in the code are written, never its words.
"""

import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

REQUEST: ContextVar[str] = ContextVar("request", default="")
OURS = frozenset({"hub", "focal_points", "agreements", "mla_requests", "exchanges", "register", "messaging"})
FIELDS = ("method", "route", "status", "ms")
DEEPEST = 25


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, request, and where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name) and ours(record)}
        if request := REQUEST.get():
            line["request"] = request
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = type(error).__name__
            line["stack"] = places(error)
        return orjson.dumps(line).decode()


def ours(record: logging.LogRecord) -> bool:
    """Whether our own code wrote it."""
    return record.name.partition(".")[0] in OURS


def message(record: logging.LogRecord) -> str:
    """What may be said of a record; a foreign text without values may have them built in, and is left out."""
    if not ours(record):
        return str(record.msg) if record.args else f"{record.module}:{record.lineno}"
    if not isinstance(record.args, tuple):
        return str(record.msg)
    args = tuple(type(one).__name__ if isinstance(one, BaseException) else one for one in record.args)
    return str(record.msg) % args if args else str(record.msg)


def places(error: BaseException) -> list[str]:
    """File, line and function of the frames, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
