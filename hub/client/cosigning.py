"""The second administrator: statements that wait, looked at from the verified chain, and signed or not."""

from __future__ import annotations

from dataclasses import dataclass

from hub.client import country
from hub.client.errors import Forged, NotFound, Usage, forged
from hub.client.session import Session
from hub.encryption import dsse
from hub.encryption.canonical import Json
from hub.encryption.chain import ChainState, Statement, read_statement
from hub.encryption.errors import Refused
from hub.encryption.keys import keyid
from hub.encryption.material import check_material

SHORTEST = 8


@dataclass(frozen=True)
class Waiting:
    """A statement that waits, checked here: `before` is the chain it follows, `after` what it leads to."""

    said: Statement
    before: ChainState
    after: ChainState
    envelope: Json
    until: str

    def own(self, session: Session) -> bool:
        """Whether this officer signed it already."""
        return self.said.by == session.ring.officer


def waiting(session: Session) -> list[Waiting]:
    """What waits for a second signature, the oldest first.

    Each one is checked whole against the verified chain: form, place, first signature, rules, and the keys
    beside it. What the hub says about it beside the statement is not believed. Raises Forged.
    """
    chain = session.own_chain(refresh=True)
    rows = session.connection.get(_path(session))["waiting"]
    return [_checked(chain, row) for row in rows]


def find(session: Session, wanted: str) -> Waiting:
    """The one whose number begins with `wanted`. Raises NotFound or Usage."""
    if len(wanted) < SHORTEST:
        raise Usage(f"Give at least {SHORTEST} digits of the number: hub country waiting")
    for one in waiting(session):
        if one.said.hash.startswith(wanted.lower()):
            return one
    raise NotFound("No such statement waits. The list may have changed, or a week is over.")


def cosign(session: Session, one: Waiting) -> None:
    """Sign, after the officer read what it says. It counts at once. Raises Usage for the own statement."""
    if one.own(session):
        raise Usage("You signed this already; another administrator has to.")
    kind, payload = dsse.peek(one.envelope)
    keys = session.ring.keys
    signed = dsse.sign(kind, payload, [(keys.public.keyid, keys.sig)])
    session.connection.post(_path(session, one, "cosign/"), signed["signatures"][0])
    session.own_chain(refresh=True)


def decline(session: Session, one: Waiting) -> None:
    """Refuse to sign another administrator's statement."""
    session.connection.post(_path(session, one, "decline/"), {})


def withdraw(session: Session, one: Waiting) -> None:
    """Take the own statement back."""
    session.connection.post(_path(session, one, "withdraw/"), {})


def change_policy(session: Session, policy: int) -> None:
    """State how many administrators sign from now on, 1 or 2. Raises Waits where two sign now."""
    country.state(session, "policy", {"policy": policy})


def _path(session: Session, one: Waiting | None = None, step: str = "") -> str:
    beginning = f"countries/{session.account.country}/chain/waiting/"
    return f"{beginning}{one.said.hash}/{step}" if one else beginning


def _checked(chain: ChainState, row: Json) -> Waiting:
    given = row["statement"]
    envelope = given["envelope"]
    try:
        said, after = read_statement(envelope), chain.foresee(envelope)
        check_material(after, said, given["wraps"], given["boxes"])
        signed = dsse.signers(envelope)
    except Refused as error:
        raise forged("A statement that waits is not one that your country could make", error) from error
    if signed != [keyid(chain.officers[said.by].sig)]:
        raise Forged("A statement that waits has other signatures than its maker's.", "unknown-signer")
    return Waiting(said, chain, after, envelope, str(row["until"]))
