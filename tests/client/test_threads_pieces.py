"""What a post was given of a conversation: where it may begin and end, and what may be missing in between."""

import pytest

from hub.client.threads.pieces import check_exported, check_given
from hub.encryption.errors import Tampered
from hub.encryption.verify import VerifiedEvent
from tests.client.threads_acts import EG, NP, PK, admitted, name, opened, proof, said

ALL = (PK, NP, EG)
WRAP = "d3JhcA=="


def left(seq: int, post: str = EG) -> VerifiedEvent:
    return proof(seq, "leave", post, {}, ALL)


def test_a_member_from_the_beginning_has_one_unbroken_run() -> None:
    check_given([opened(), said(1), said(2)], {PK}, {})
    for missing in ([said(1), said(2)], [opened(), said(2)], [opened(), admitted(2)]):
        with pytest.raises(Tampered, match="left out"):
            check_given(missing, {PK}, {})


def test_a_newcomer_begins_with_its_own_admission() -> None:
    check_given([admitted(3), said(4, to=ALL)], {EG}, {})
    with pytest.raises(Tampered):
        check_given([said(4, to=ALL)], {EG}, {})
    with pytest.raises(Tampered):
        check_given([admitted(3)], {NP}, {})


def test_what_was_shared_stands_alone_if_the_admission_names_its_key() -> None:
    run = [said(1), admitted(3, {name(1): WRAP}), said(4, to=ALL)]
    check_given(run, {EG}, {name(1): {"by": name(3), "wrap": WRAP}})
    for by, wrap in ((name(3), "other"), (name(4), WRAP), (name(9), WRAP)):
        with pytest.raises(Tampered, match="no admission names"):
            check_given(run, {EG}, {name(1): {"by": by, "wrap": wrap}})


def test_who_left_and_came_back_has_two_runs() -> None:
    first, second = [admitted(3), left(4)], [admitted(7), said(8, to=ALL)]
    check_given([*first, *second], {EG}, {})
    with pytest.raises(Tampered):
        check_given([*first, said(6), *second], {EG}, {})
    with pytest.raises(Tampered):
        check_given([admitted(3), *second], {EG}, {})


def test_reading_goes_on_from_the_kept_place() -> None:
    check_given([said(5)], {PK}, {}, (f"{4:064x}", False))
    with pytest.raises(Tampered):
        check_given([said(6)], {PK}, {}, (f"{4:064x}", False))
    check_given([admitted(9)], {EG}, {}, (f"{4:064x}", True))
    with pytest.raises(Tampered):
        check_given([admitted(9)], {EG}, {}, (f"{4:064x}", False))


def test_an_export_is_judged_without_its_reader() -> None:
    check_exported([opened(), said(1), said(2)])
    check_exported([said(1), admitted(3, {name(1): WRAP}), said(4, to=ALL)])
    for short in ([opened(), said(2)], [said(1), admitted(3), said(4, to=ALL)], [said(2)]):
        with pytest.raises(Tampered):
            check_exported(short)
