"""Words that nobody else uses, typed everywhere an officer can type, in the longest story there is."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from hub.base.clock import now
from hub.encryption.event import FileSource
from tests.attacks.serving import Served, WireStory
from tests.mla_requests.content import REQUEST_TYPE, request_content
from tests.mla_requests.story import TO_ASSESSMENT

LATIN = f"kanarie{secrets.token_hex(8)}"
# Not in ASCII: JSON, addresses and web pages each write it differently.
ARABIC = "كناري" + "".join(secrets.choice("بتثجحخدذرزسشصضطظعغفقكلمنهوي") for _ in range(12))
MARKS = {"latin": LATIN, "arabic": ARABIC}


def canary(where: str) -> str:
    """A text that names where it was typed."""
    return f"{where} {LATIN} {ARABIC}"


def everywhere(value: Any, where: str = "request") -> Any:
    """The same structure with a canary for every text."""
    if isinstance(value, dict):
        return {key: everywhere(one, f"{where}.{key}") for key, one in value.items()}
    if isinstance(value, list):
        return [everywhere(one, where) for one in value]
    return canary(where) if isinstance(value, str) else value


def words(kind: str) -> dict[str, Any]:
    """What is typed into an act of any kind."""
    return {
        "subject": canary(f"{kind} subject"),
        "reference": canary(f"{kind} reference"),
        "text": canary(kind),
    }


def small_file() -> FileSource:
    """A file that travels with its act."""
    return FileSource(f"{LATIN} {ARABIC}.pdf", f"application/{LATIN}", canary("small file").encode())


def large_file(folder: Path) -> FileSource:
    """A file of two blocks, which is uploaded first: text, and pieces of it in two other encodings."""
    place = folder / "evidence.plain"
    text = canary("large file")
    place.write_bytes((text.encode() + text.encode("utf-16") + bytes(4096)) * 300)
    return FileSource(f"evidence {LATIN}.bin", "application/octet-stream", place)


class LongStory:
    """All acts on four requests: closed with results, refused, withdrawn, discarded."""

    def __init__(self, hub: Served, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.stories: list[WireStory] = []

    def run(self) -> list[WireStory]:
        """Tell all four."""
        self._assisted()
        self._refused()
        self._do(self._sent(), "mla.withdraw")
        self._do(self._begun(), "mla.discard")
        return self.stories

    def _do(self, story: WireStory, *kinds: str, **options: Any) -> WireStory:
        """Acts with canaries in every field; a transmission says what the draft says, or is refused."""
        for kind in kinds:
            own = "mla.draft" if kind == "mla.transmit" else kind
            story.do(kind, workdir=self.folder, **{**words(own), "files": self._files(kind), **options})
        return story

    def _files(self, kind: str) -> list[FileSource]:
        if kind == "mla.results":
            return [small_file(), large_file(self.folder)]
        return [letter(), small_file()] if kind in ("mla.draft", "mla.transmit") else [small_file()]

    def _begun(self) -> WireStory:
        story = self.hub.story()
        self.stories.append(story)
        return self._do(story, "mla.draft")

    def _sent(self) -> WireStory:
        return self._do(self._begun(), "mla.submit", "mla.approve", "mla.transmit")

    def _assisted(self) -> None:
        story = self._begun()
        self._do(story, "mla.submit", "mla.return_draft", "mla.draft", *TO_ASSESSMENT[1:])
        asked = {"fields": {"questions": {"q1": canary("question 1"), "q2": canary("question 2")}}}
        self._do(story, "mla.ask", **asked)
        self._do(
            story, "mla.answer", fields={"answers": {"q1": canary("answer 1"), "q2": canary("answer 2")}}
        )
        self._do(story, "mla.consult", facts={"topic": "costs"})
        self._do(story, "mla.consult_reply", "mla.consult_end", "mla.note", "mla.accept", "mla.execute")
        self._do(story, "mla.status_query", by=self.hub.cast.sender.officer)
        self._do(story, "mla.status_update", by=self.hub.cast.recipient.officer)
        item = {"label": "i1", "measure": "m1", "file": 1, "limit": "text", "return_by": None}
        self._do(story, "mla.results", facts={"items": [item]}, fields={"limits": {"i1": canary("limit")}})
        self._do(story, "mla.receive", "mla.close", "mla.confirm_close")

    def _refused(self) -> None:
        story = self._sent()
        tomorrow = (now() + timedelta(days=1)).date().isoformat()
        self._do(story, "mla.acknowledge", "mla.assess")
        self._do(story, "mla.consult", facts={"topic": "refusal", "reply_by": tomorrow})
        self._do(story, "mla.consult_reply", "mla.refuse")
        self._do(story, "mla.close", facts={"outcome": "refused"})


def letter() -> FileSource:
    """The letter of every request, with a canary for each of its texts."""
    return FileSource("request.json", REQUEST_TYPE, json.dumps(everywhere(request_content())).encode())
