"""Several short calls in one transaction: the database writes to disk once for all who ask at the same time.

A commit waits for the disk, longer than the act itself takes. SQLite has one writer, so whoever comes while
it works waits anyway; those who wait go together next. Each call is rolled back by itself if it is refused,
and nobody is answered before the commit. If that fails, each is tried again alone. PostgreSQL joins commits
of several connections by itself, and there calls that hold rows for each other could lock one another out.
"""

import logging
from asyncio import Future, Task, create_task, get_running_loop
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.utils import OperationalError

from hub.web.front import Front

logger = logging.getLogger(__name__)
MOST = 32
Work = Callable[[], Any]


class Together:
    """The calls that wait for the thread of the database."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.joined = connection.vendor == "sqlite"
        self._waiting: list[tuple[Work, Future[Any]]] = []
        self._going: Task[None] | None = None

    async def run(self, work: Work) -> Any:
        """What `work` answers, committed; None if it failed. Raises DatabaseError."""
        if not self.joined:
            return await self.front.borrow(alone, work)
        answer: Future[Any] = get_running_loop().create_future()
        self._waiting.append((work, answer))
        if self._going is None:
            self._going = create_task(self._go())
        return await answer

    async def _go(self) -> None:
        """Until none is left; those who hung up meanwhile are served, but not answered."""
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            found = await self._found([work for work, _answer in some])
            for (_work, answer), one in zip(some, found, strict=True):
                if answer.done():
                    continue
                if isinstance(one, Exception):
                    answer.set_exception(one)
                else:
                    answer.set_result(one)
        self._going = None

    async def _found(self, works: list[Work]) -> list[Any]:
        try:
            found: list[Any] = await self.front.borrow(together, works)
            return found
        except Exception as error:
            return [error] * len(works)


def together(works: list[Work]) -> list[Any]:
    """The answers of all after one commit, an error in the place of those that failed."""
    if len(works) > 1:
        try:
            with transaction.atomic():
                return [_defended(work) for work in works]
        except DatabaseError as error:
            logger.warning("%d calls together failed, each goes alone: %r", len(works), error)
    return [_outcome(work) for work in works]


def _outcome(work: Work) -> Any:
    try:
        return alone(work)
    except Exception as error:
        return error


def alone(work: Work) -> Any:
    """Run with the thread's own connection, once more if the database has closed it meanwhile."""
    try:
        return _defended(work)
    except OperationalError:
        if connection.is_usable():
            raise
        connection.close()
        return _defended(work)


def _defended(work: Work) -> Any:
    """A defect of the short way is logged, and Django answers. Raises DatabaseError.

    What writes has a transaction of its own, here a savepoint, so that nothing of a refused call stays.
    """
    try:
        return work()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The short way failed.")
        return None
