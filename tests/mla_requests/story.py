"""A request from the first draft to its end, as clients do it: sealed and signed, then posted to the API.

    story = Story(cast.sender, cast.recipient)
    story.run("mla.draft", "mla.submit", "mla.approve", "mla.transmit")
    story.do("mla.acknowledge", text="…")          # 201 or AssertionError with the problem
    answer = story.send("mla.refuse")              # whatever the hub answers

By default each act is done by whom it belongs to, with facts that fit; all of it can be said otherwise.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from rest_framework.test import APIClient

from focal_points.models import Country
from hub.base import clock
from hub.encryption.blocks import BLOCK
from hub.encryption.body import commitment
from hub.encryption.canonical import Json, b64
from hub.encryption.event import FileSource, Recipient, SealedEvent, SealedPartFile, build_event
from hub.encryption.manifest import Sender
from hub.ledger.models import Stream
from hub.procedure import FILE, MOVES, OFFICER, Side
from mla_requests.models import MlaRequest
from tests.cast import Side as Party
from tests.factories.people import Person, Post
from tests.mla_requests.content import PLAIN, REFERENCE, SENDING, SUBJECT, facts_for, request_file

INLINE = 64 * 1024
TO_TRANSMISSION = ("mla.draft", "mla.submit", "mla.approve", "mla.transmit")
TO_ASSESSMENT = (*TO_TRANSMISSION, "mla.acknowledge", "mla.assess")
TO_EXECUTION = (*TO_ASSESSMENT, "mla.accept", "mla.execute")
TO_CLOSURE = (*TO_EXECUTION, "mla.results", "mla.receive", "mla.close", "mla.confirm_close")
# Either side may; in these stories it is the requested one unless the test says who.
THEIRS = ("mla.consult", "mla.consult_end", "mla.duty_confirm", "mla.agree_date")


@dataclass
class Story:
    """One request between two sides of the cast. `sealed` keeps every event that was made, newest last.

    `moment` is the time on the officers' devices, if it is not the present.
    """

    sender: Party
    recipient: Party
    id: UUID = field(default_factory=uuid4)
    file: UUID = field(default_factory=uuid4)
    sealed: list[SealedEvent] = field(default_factory=list)
    clients: dict[UUID, APIClient] = field(default_factory=dict)
    moment: datetime | None = None

    @property
    def request(self) -> MlaRequest:
        """The row as it is now."""
        return MlaRequest.objects.get(pk=self.id)

    def run(self, *kinds: str) -> Story:
        """Do acts one after the other, each with its default facts."""
        for kind in kinds:
            self.do(kind)
        return self

    def do(self, kind: str, **options: Any) -> Any:
        """Do one act and expect it to be accepted; answers the JSON of the receipt."""
        answer = self.send(kind, **options)
        assert answer.status_code == 201, (kind, answer.status_code, answer.content)
        return answer.json()

    def send(self, kind: str, *, by: Person | None = None, **options: Any) -> Any:
        """Make one act and post it; answers the response. Options are those of `make`."""
        who = by or self.actor(kind)
        sealed = self.make(kind, by=who, **options)
        return self.post(sealed, by=who)

    def actor(self, kind: str) -> Person:
        """Whom the act belongs to."""
        ours = Side.REQUESTING in MOVES[kind].sides and kind not in THEIRS
        side = self.sender if ours else self.recipient
        return side.officer if OFFICER in MOVES[kind].roles else side.approver

    def make(
        self,
        kind: str,
        *,
        by: Person,
        facts: dict[str, Any] | None = None,
        files: list[FileSource] | None = None,
        event: UUID | None = None,
        stream: UUID | None = None,
        to: list[Post] | None = None,
        workdir: Path | None = None,
        **words: Any,
    ) -> SealedEvent:
        """Seal and sign an act without posting it. `words`: subject, reference, text, fields, salt."""
        place = stream or (self.file if MOVES[kind].stream == FILE else self.id)
        head = Stream.objects.filter(pk=place).first() or Stream(pk=place)
        sealed = build_event(
            keys=by.keys,
            hub=settings.HUB_ID,
            stream=str(place),
            event=str(event or uuid4()),
            kind=kind,
            seq=head.head_seq + 1,
            prev=head.head_hash,
            sender=self._sender(by),
            recipients=self._recipients(kind, to),
            body=self._body(kind, words),
            files=self._files(kind) if files is None else files,
            facts=lambda body: self._facts(kind, body) | (facts or {}),
            handling="H1",
            created=clock.text(self.moment or clock.now()),
            workdir=workdir,
        )
        self.sealed.append(sealed)
        return sealed

    def post(self, sealed: SealedEvent, *, by: Person) -> Any:
        """Post a made act: small parts with it, larger ones uploaded before."""
        inline = [part for part in sealed.parts if part.length <= INLINE]
        for part in sealed.parts:
            if part.length > INLINE:
                self.upload(sealed, part, by=by)
        parts = [{"n": part.n, "data": b64(_bytes(part))} for part in inline]
        act = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
        return self.api(by).post(f"/api/v1/streams/{sealed.manifest.stream}/events/", act)

    def upload(self, sealed: SealedEvent, part: SealedPartFile, *, by: Person) -> None:
        """Upload one sealed part block by block, leaving out what the hub has already."""
        about = {"stream": sealed.manifest.stream, "event": sealed.manifest.event}
        begun = self.api(by).post("/api/v1/uploads/", {**about, "n": part.n, "length": part.length})
        assert begun.status_code in (200, 201), begun.content
        data = _bytes(part)
        for index in range(-(-part.length // BLOCK)):
            if index not in begun.json()["have"]:
                self._put(begun.json()["id"], index, data[index * BLOCK : (index + 1) * BLOCK], by)

    def api(self, by: Person) -> APIClient:
        """A client with the person's token, made once."""
        if by.id not in self.clients:
            self.clients[by.id] = by.api()
        return self.clients[by.id]

    def _put(self, upload: str, index: int, block: bytes, by: Person) -> None:
        answer = self.api(by).put(
            f"/api/v1/uploads/{upload}/blocks/{index}/",
            block,
            content_type="application/octet-stream",
            HTTP_X_BLOCK_SHA256=hashlib.sha256(block).hexdigest(),
        )
        assert answer.status_code == 204, answer.content

    def _sender(self, by: Person) -> Sender:
        assert by.post is not None
        chain_seq = Country.objects.get(officers=by.id).head_seq
        return Sender(str(by.post.id), str(by.id), chain_seq)

    def _recipients(self, kind: str, to: list[Post] | None) -> list[Recipient]:
        ours, theirs = self.sender.post, self.recipient.post
        posts = to or ([ours] if MOVES[kind].stream == FILE else [ours, theirs])
        return [Recipient(str(post.id), post.generation, post.key().kem_public) for post in posts]

    def _body(self, kind: str, words: dict[str, Any]) -> Json:
        body = {"subject": "", "reference": "", "text": "In reply to your letter.", "fields": {}}
        if kind in ("mla.draft", "mla.transmit"):
            body |= {"subject": SUBJECT, "reference": REFERENCE}
        if kind == "mla.transmit":
            body["salt"] = self._draft().body["salt"]
        return body | words

    def _files(self, kind: str) -> list[FileSource]:
        if kind == "mla.results":
            return [FileSource("statements.pdf", "application/pdf", b"%PDF-1.7 account statements")]
        return [request_file()] if kind in ("mla.draft", "mla.transmit") else []

    def _facts(self, kind: str, body: Json) -> Json:
        facts: Json = {"request": str(self.id), **facts_for(kind)}
        if kind in ("mla.draft", "mla.transmit"):
            facts |= PLAIN | {"commitment": commitment(body)}
        if kind == "mla.draft":
            known = MlaRequest.objects.filter(pk=self.id).first()
            facts |= {"to": str(self.recipient.post.id), "number": known.version_number + 1 if known else 1}
            facts |= {"from": str(self.sender.post.id), "conducting": None, "case": None, "links": []}
        if kind == "mla.transmit":
            facts |= SENDING
        if kind in ("mla.submit", "mla.return_draft", "mla.approve"):
            facts["version"] = str(self._draft().manifest.event)
        if kind == "mla.approve":
            facts["commitment"] = self._draft().manifest.facts["commitment"]
        return facts

    def _draft(self) -> SealedEvent:
        """The newest draft that was made."""
        return next(one for one in reversed(self.sealed) if one.manifest.kind == "mla.draft")


def _bytes(part: SealedPartFile) -> bytes:
    return part.source if isinstance(part.source, bytes) else part.source.read_bytes()
