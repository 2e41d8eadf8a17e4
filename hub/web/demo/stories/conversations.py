"""Between formal acts: a nationality is checked in an afternoon, and three States look for a date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hub.client.drafts import attachment
from hub.client.threads.history import History
from hub.client.threads.lists import mark_read, read_thread
from hub.client.threads.opening import Opener
from hub.client.threads.sending import Words, act, begin, deliver
from hub.encryption.canonical import Json
from hub.threads.table import TABLE
from hub.web.demo.stage import Stage, evidence, in_days

PK, NP, BD = "pk-drafter", "np-officer", "bd"
POLL, TASK = "5f0e8c52-0f2c-4a57-9f0e-6d1c2b7a9e01", "5f0e8c52-0f2c-4a57-9f0e-6d1c2b7a9e02"


class Talk:
    """One conversation and its officers."""

    def __init__(
        self, stage: Stage, who: str, others: list[str], words: Words, about: str | None = None
    ) -> None:
        self.stage = stage
        session = stage.sessions[who]
        posts = [stage.post(one) for one in others]
        self.id = deliver(session, begin(session, posts, words, policy="every", about=about)).stream

    def read(self, who: str) -> History:
        """The conversation as an officer reads it, every message opened."""
        history = read_thread(self.stage.sessions[who], self.id)
        opener = Opener(self.stage.sessions[who], history)
        for one in history.events:
            opener.open(one.manifest.event)
        mark_read(self.stage.sessions[who], self.id, history.last.seq)
        return history

    def do(
        self, who: str, name: str, text: str = "", fields: Json | None = None, *, handling: str = "H0",
        files: tuple[str, ...] = (), **facts: object,
    ) -> str:  # fmt: skip
        """One act; its number."""
        session, words = self.stage.sessions[who], Words(text, fields=fields or {})
        sources = [attachment(evidence(one)) for one in files]
        intent = act(session, self.read(who), name, dict(facts), words, sources, handling=handling)
        return deliver(session, intent).event

    def say(
        self, who: str, text: str, *, to: tuple[str, ...] = (), urgent: bool = False, handling: str = "H0",
        files: tuple[str, ...] = (), **fields: object,
    ) -> str:  # fmt: skip
        """A message; `to`: whose posts it names."""
        mentions = [self.stage.post(one) for one in to]
        return self.do(
            who, "say", text, dict(fields), handling=handling, files=files, mentions=mentions, urgent=urgent
        )


def nationality(stage: Stage, request: str) -> None:
    """A routine question about a person who was found; answered with a reservation, and a task left open."""
    subject = "Is a woman found at Karachi a national of Nepal?"
    words = Words("The stamps of request PK-MLA-2026-0131 led us to a person. A question follows.", subject)
    talk = Talk(stage, PK, [NP], words, about=request)
    blanks = {
        "name": "सुनिता थापा मगर (Sunita Thapa Magar)", "born": "14 March 2004, Gorkha", "claimed": "Nepal",
        "documents": "none; a photograph of a citizenship certificate, 43-01-76-04471", "by": in_days(2),
    }  # fmt: skip
    template = next(one for one in TABLE["templates"] if one["code"] == "nationality")
    asked = talk.say(
        PK, template["text"]["en"].format(**blanks), to=(NP,), urgent=True, template="nationality"
    )
    talk.say(
        NP, "She is our national. The certificate is genuine; **her family has been looking for her** since "
        "2 June. Please tell nobody outside your office where she is.",
        handling="H2", reply=asked, evaluation="A1",
    )  # fmt: skip
    talk.say(PK, "Thank you. She is safe, and in the care of women officers.", to=(NP,))
    text = "A travel document and an escort from Karachi to Kathmandu."
    talk.do(PK, "task", text, task=TASK, post=stage.post(NP), due=in_days(7))
    talk.say(
        NP, "हाम्रो दूतावासले राहदानी भोलि जारी गर्छ।",
        translation={"language": "en", "text": "Our embassy issues the travel document tomorrow."},
    )  # fmt: skip


def joint_action(stage: Stage) -> None:
    """Three States look for the morning on which they act at the same hour; one has not answered yet."""
    words = Words(
        "Three addresses, one hour: Karachi, Kathmandu, Chattogram. We propose a date below.\n\n"
        "- no letters before the day\n- each State acts under its own law\n- evidence follows by request",
        "Joint action against the recruiters of the sea route",
    )  # fmt: skip
    talk = Talk(stage, PK, [NP, BD], words)
    first = datetime.now(UTC).replace(hour=0, minute=30, second=0, microsecond=0) + timedelta(days=9)
    options = [
        {"id": name, "start": f"{first + timedelta(days=later):%Y-%m-%dT%H:%M:%SZ}", "minutes": 180}
        for name, later in (("a", 0), ("b", 1), ("c", 6))
    ]
    zones = ["Asia/Karachi", "Asia/Kathmandu", "Asia/Dhaka"]
    asked = "Which early morning suits your teams?"
    talk.do(PK, "poll", asked, {"options": options, "zones": zones}, poll=POLL, closes=None)
    talk.do(PK, "vote", "", {"choices": {"a": "yes", "b": "yes", "c": "maybe"}}, poll=POLL)
    talk.do(NP, "vote", "", {"choices": {"a": "no", "b": "yes", "c": "maybe"}}, poll=POLL)
    talk.say(NP, "The first day is a holiday here. The second suits us best.")
    talk.say(BD, "We can be at the jetty with two boats. The judge signs on the day before.", handling="H1")
    talk.say(PK, "The flows of the account are attached.", to=(BD,), files=("flows.csv",), handling="H1")
