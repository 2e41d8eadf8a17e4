"""What this machine has seen and believes: each country's chain, the hub's key, the head of each stream.

A hub that shows something else than before, or than a country signed, is caught here. First sight is
believed and said to be so; comparing fingerprints outside the hub, or the own country's signed word, ends
that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.client.connection import Connection
from hub.client.errors import Forged, NotFound, forged
from hub.client.home import Home, Json
from hub.encryption.canonical import b64, unb64
from hub.encryption.chain import ChainState, fold, start
from hub.encryption.errors import Refused
from hub.encryption.keys import check_ed25519

FILE = "trust.json"


class TrustStore:
    """Pins of one home. Every method that reads from the hub raises Forged when the hub's word changed."""

    def __init__(self, home: Home, connection: Connection, country: str) -> None:
        self.home = home
        self.connection = connection
        self.country = country
        self.own_fingerprint: str | None = None
        found = home.read(FILE)
        self.kept: Json = found if isinstance(found, dict) else {"countries": {}, "streams": {}, "hub": {}}
        self._chains: dict[str, ChainState] = {}

    def hub(self) -> str:
        """The hub's name; its signing key is pinned at first sight and never changes afterwards."""
        said = self.connection.get("hub/")
        known = self.kept["hub"]
        if not known:
            self.kept["hub"] = {"id": str(said["hub"]), "key": b64(check_ed25519(unb64(said["hub_key"])))}
            self._keep("hub", "id", "key")
        elif (known["id"], known["key"]) != (said["hub"], said["hub_key"]):
            raise Forged(
                "This is not the hub this machine knows: its name or its signing key changed.", "hub-changed"
            )
        return str(said["hub"])

    @property
    def hub_id(self) -> str:
        """The name of the pinned hub."""
        return str(self.kept["hub"]["id"])

    @property
    def hub_key(self) -> bytes:
        """The pinned Ed25519 key of the hub, 32 bytes."""
        return unb64(self.kept["hub"]["key"])

    def chain(self, country: str, *, refresh: bool = False) -> ChainState:
        """A country's verified chain up to its present head, asked of the hub once per run unless
        `refresh`."""
        if country not in self._chains or refresh:
            before = self._chains.get(country) or self._from_disk(country)
            state, envelopes = self._catch_up(country, before)
            self._judge(country, state)
            self._pin(country, state, envelopes)
            self._chains[country] = state
        return self._chains[country]

    def chains(self, countries: set[str], *, refresh: bool = False) -> dict[str, ChainState]:
        """The chains of several countries."""
        return {country: self.chain(country, refresh=refresh) for country in sorted(countries)}

    def verified(self, country: str) -> bool:
        """Whether somebody compared the fingerprint outside the hub: the own country's word, or this
        officer."""
        if country == self.country:
            return self.own_fingerprint is not None
        known = self.kept["countries"].get(country, {})
        return country in self.chain(self.country).peers or bool(known.get("verified"))

    def accept(self, country: str, fingerprint: str) -> None:
        """Believe a country that began anew from here on; `fingerprint` was compared outside the hub."""
        pin = self.kept["countries"].setdefault(country, {"verified": False, "seq": -1, "hash": ""})
        pin["fingerprint"] = fingerprint
        if country == self.country:
            self.own_fingerprint = fingerprint
        self._keep("countries", country)
        self._chains.pop(country, None)

    def present(self, country: str) -> ChainState:
        """The hub's present chain with every signature checked, but whoever began it: only for comparing."""
        return self._catch_up(country, self._chains.get(country) or self._from_disk(country))[0]

    def mark_verified(self, country: str) -> None:
        """Remember that this officer compared the fingerprint."""
        self.chain(country)
        self.kept["countries"][country]["verified"] = True
        self._keep("countries", country)

    def check_head(self, stream: str, hashes: list[str]) -> None:
        """Refuse a stream that is shorter than, or differs from, what this machine saw; remember the new
        head."""
        self.check_places(stream, dict(enumerate(hashes)))

    def check_places(self, stream: str, hashes: Mapping[int, str]) -> None:
        """The same for a stream of which only some places {seq: hash} are read; the newest must be there."""
        known, newest = self.kept["streams"].get(stream), max(hashes, default=-1)
        if known and newest < known["seq"]:
            raise Forged(
                f"The hub holds back acts: it shows {newest + 1}, "
                f"this machine has already seen {known['seq'] + 1}.",
                "stream-rolled-back",
            )
        if known and hashes.get(known["seq"]) != known["hash"]:
            raise Forged("The hub shows another history than before.", "stream-forked")
        if hashes:
            self.saw(stream, newest, hashes[newest])

    def saw(self, stream: str, seq: int, event_hash: str) -> None:
        """Remember the newest act of a stream."""
        head = {"seq": seq, "hash": event_hash}
        if self.kept["streams"].get(stream) != head:
            self.kept["streams"][stream] = head
            self._keep("streams", stream)

    def _from_disk(self, country: str) -> ChainState | None:
        kept = self.home.read(f"chains/{country}.json")
        pin = self.kept["countries"].get(country)
        if not isinstance(kept, list) or not pin or not kept:
            return None
        try:
            state = fold(kept, self.hub_id, country)
        except Refused as error:
            raise forged(
                f"The list of officers and keys kept for {country} on this machine was changed", error
            ) from error
        return state if state.hashes[min(pin["seq"], state.head_seq)] == pin["hash"] else None

    def _catch_up(self, country: str, before: ChainState | None) -> tuple[ChainState, list[Any]]:
        known = self.home.read(f"chains/{country}.json") if before else []
        said = self._ask(country, before.head_seq if before else -1)
        self._refuse_rollback(country, said)
        state, envelopes = before, [*known]
        while said["statements"]:
            state = self._admit_all(country, state, said["statements"])
            envelopes += said["statements"]
            said = (
                self._ask(country, state.head_seq)
                if state.head_seq < said["head_seq"]
                else {**said, "statements": []}
            )
        if state is None:
            raise NotFound(f"{country} has not published its officers and keys yet.", "no-chain")
        if (state.head_seq, state.head_hash) != (said["head_seq"], said["head_hash"]):
            raise Forged(_forked(country), "forked")
        return state, envelopes

    def _ask(self, country: str, after: int) -> Json:
        said = self.connection.get(f"countries/{country}/chain/", after=after)
        if not isinstance(said, dict) or not isinstance(said.get("statements"), list):
            raise Forged(
                f"The hub's answer about the keys of {country} is not in the agreed form.", "bad-format"
            )
        return said

    def _refuse_rollback(self, country: str, said: Json) -> None:
        pin = self.kept["countries"].get(country)
        if pin and int(said.get("head_seq", -1)) < pin["seq"]:
            raise Forged(
                f"The hub shows an older list of officers and keys of {country} than this machine has seen "
                f"(it ends at statement {said.get('head_seq')}, seen was {pin['seq']}). "
                "An officer who was removed could come back that way. Nothing was sent.",
                "rolled-back",
            )

    def _admit_all(self, country: str, state: ChainState | None, envelopes: list[Any]) -> ChainState:
        for envelope in envelopes:
            try:
                state = state.admit(envelope) if state else self._begin(country, envelope)
            except Refused as error:
                raise Forged(_unsigned(country, error), error.code) from error
        assert state is not None  # noqa: S101 - envelopes is not empty
        return state

    def _begin(self, country: str, envelope: Any) -> ChainState:
        return start(envelope, self.hub_id, country)

    def _judge(self, country: str, state: ChainState) -> None:
        """Compare the fingerprint with the own country's signed word, else with what was seen before."""
        pin = self.kept["countries"].get(country, {})
        known = self._trusted(country) or pin.get("fingerprint", state.fingerprint)
        if known in state.earlier:
            raise Forged(_anew(country, state.fingerprint, country == self.country), "began-anew")
        if known != state.fingerprint:
            raise Forged(_swapped(country, known, state.fingerprint), "another-genesis")

    def _trusted(self, country: str) -> str | None:
        if country == self.country:
            return self.own_fingerprint
        return self.chain(self.country).peers.get(country) if self.country else None

    def _pin(self, country: str, state: ChainState, envelopes: list[Any]) -> None:
        pin = self.kept["countries"].get(country, {})
        if pin and 0 <= pin["seq"] <= state.head_seq and state.hashes[pin["seq"]] != pin["hash"]:
            raise Forged(_forked(country), "forked")
        if (pin.get("seq"), pin.get("hash")) == (state.head_seq, state.head_hash):
            return
        self.home.write(f"chains/{country}.json", envelopes)
        seen = {"fingerprint": state.fingerprint, "seq": state.head_seq, "hash": state.head_hash}
        same = pin.get("fingerprint") == state.fingerprint
        self.kept["countries"][country] = {"verified": same and bool(pin.get("verified")), **seen}
        self._keep("countries", country)

    def _keep(self, section: str, *names: str) -> None:
        """Write what was learnt now; what other commands learnt meanwhile stays, newer places too."""
        found = self.home.read(FILE)
        whole: Json = found if isinstance(found, dict) else {"countries": {}, "streams": {}, "hub": {}}
        for name in names:
            mine, theirs = self.kept[section][name], whole[section].get(name)
            older = isinstance(theirs, dict) and int(theirs.get("seq", -1)) > int(mine["seq"])
            whole[section][name] = theirs if older else mine
        self.home.write(FILE, whole)


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of eight, for reading aloud."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


def _swapped(country: str, known: str, shown: str) -> str:
    return (
        f"The keys of {country} are not the ones known before: the fingerprint shown begins with "
        f"{grouped(shown)[:26]}, known is {grouped(known)[:26]}. Somebody may stand in between. "
        f"Nothing was sent. Ask {country} outside the hub before you go on."
    )


def _anew(country: str, shown: str, own: bool) -> str:
    then = "hub keys trust FINGERPRINT" if own else f"hub peers verify {country} FINGERPRINT"
    return (
        f"{country} began anew: other administrators than before signed its list of officers and keys, and "
        f"nobody whom this machine knows vouches for them. Its new fingerprint begins with "
        f"{grouped(shown)[:26]}. Nothing was sent. Verify it outside the hub, then: "
        f"{then}"
    )


def _forked(country: str) -> str:
    return (
        f"The hub shows another history of the officers and keys of {country} than before. Nothing was sent."
    )


def _unsigned(country: str, error: Refused) -> str:
    why = {
        "unknown-signer": "it is not signed by an administrator of that country",
        "bad-signature": "its signature does not verify",
        "not-next": "it does not follow the last one this machine knows",
    }.get(error.code, error.message)
    return (
        f"A statement about the officers and keys of {country} is not genuine: {why}. "
        "Somebody tried to add or exchange an officer or a key. Nothing was sent."
    )
