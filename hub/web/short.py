"""The short way of an act and of a page of events: past the framework, for programs with a token.

Each message costs these two calls, and the framework's own part of them was many times that of the work.
The short way knows only how to say yes: whatever would be refused, or is out of the ordinary, is handed to
Django unchanged, which answers it as ever. Nothing is remembered between calls: token, seat and stream are
read again each time.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from hub.operations import counting
from hub.web import quick
from hub.web.front import Front, Wsgi, environ, read_body
from hub.web.plain import Call, plain_call
from hub.web.together import Together
from hub.web.turns import Turns

# What Django says of one answer alone; the rest of its headers are the same on every answer.
OF_ONE_ANSWER = frozenset(
    {b"content-type", b"content-length", b"content-language", b"vary", b"allow", b"set-cookie"}
)
ROUTE = "/api/v1/streams/<uuid:stream>/events/"
Headers = list[tuple[bytes, bytes]]


class Short:
    """An ASGI application for HTTP: the short way where it can go, the front for everything else."""

    def __init__(self, front: Front) -> None:
        self.front, self.turns, self.together = front, Turns(), Together(front)
        self.headers: Headers | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        call, begun = plain_call(scope), time.perf_counter()
        if call is None:
            await self.front(scope, receive, send)
            return
        try:
            body = await read_body(receive)
        except ConnectionAbortedError:
            return
        answer = body is not None and await (self._list(call) if call.query else self._take(call, body))
        if answer:
            await self._say(scope, call, answer, send)
            counting.answered(scope["method"], ROUTE, answer.status, time.perf_counter() - begun)
        else:
            await self.front.answer(scope, body, receive, send)

    async def _list(self, call: Call) -> quick.Answer | None:
        found: quick.Answer | None = await self._run(quick.look, call)
        return found

    async def _take(self, call: Call, body: bytes) -> quick.Answer | None:
        """Accept the act; if it came too late, say so when its writer's turn comes."""
        turns, place = self.turns, (call.stream, call.token)
        try:
            others = turns.others(*place)
            known = others and turns.knows(*place)
            answer = quick.LATE if known else await self._run(quick.take, call, body, others)
            if answer is quick.LATE:
                await turns.come(*place)
                answer = await self._run(quick.say_late, call, body)
                if answer and answer.status == quick.CONFLICT:
                    turns.keep(*place)
                    return answer  # type: ignore[no-any-return]
        except BaseException:
            turns.leave(*place)
            raise
        (turns.done if answer else turns.leave)(*place)
        return answer

    async def _run(self, work: Callable[..., Any], *given: Any) -> Any:
        return await self.together.run(partial(work, *given))

    async def _say(self, scope: Any, call: Call, answer: quick.Answer, send: Any) -> None:
        if self.headers is None:
            self.headers = await self.front.borrow(_headers, self.front.application, scope)
        own = [
            (b"content-type", answer.type),
            (b"content-length", str(len(answer.body)).encode()),
            (b"vary", b"Accept-Language"),
            (b"content-language", call.language.encode()),
        ]
        await send({"type": "http.response.start", "status": answer.status, "headers": own + self.headers})
        await send({"type": "http.response.body", "body": answer.body})


def _headers(application: Wsgi, scope: Any) -> Headers:
    """What Django's middlewares put on every answer, taken from a real one."""
    asked = {**scope, "method": "GET", "path": "/api/v1/hub/", "query_string": b""}
    asked["headers"] = [one for one in scope["headers"] if one[0] in (b"host", b"x-forwarded-proto")]
    heads: list[Any] = []
    body: Any = application(environ(asked, b""), lambda *head: heads.append(head))
    body.close()
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in heads[-1][1]]
    return [pair for pair in pairs if pair[0] not in OF_ONE_ANSWER]
