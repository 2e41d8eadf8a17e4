"""Who may do which act on an item now, and if not, why not and what to do instead. Silence is Denied."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from focal_points.acting import Acting
from focal_points.models import PostType, Role
from hub.base.results import ALLOWED, Answer, Denied
from hub.library.models import Comment, ItemVersion, LibraryItem, Replication
from hub.library.states import ACTS, OF_ITEM, Act, Side, State

WRITERS = frozenset({Role.OFFICER, Role.APPROVER})
NOT_A_WRITER = Denied(
    gettext_lazy("Your seat only reads. Ask an officer of your focal point to write for the library."),
    code="not_a_writer",
)
OTHER_OWNER = Denied(
    gettext_lazy("Only the country or organisation that owns this item may do that."), code="other_owner"
)
FOUR_EYES = Denied(
    gettext_lazy("You wrote on this version. Somebody else of your country must clear it."),
    code="four_eyes",
)


@dataclass(frozen=True)
class Standing:
    """All that a rule asks about: the item, the version being worked on (if any), and its writers' ids."""

    item: LibraryItem
    version: ItemVersion | None
    authors: frozenset[object]

    @classmethod
    def of(cls, item: LibraryItem) -> "Standing":
        """How an item stands now."""
        version = item.working
        wrote = version.authors.all() if version else ()
        return cls(item, version, frozenset(row.officer_id for row in wrote))


def is_secretariat(by: Acting) -> bool:
    """Whether somebody acts at the Secretariat of the hub."""
    return by.focal_point.type == PostType.SECRETARIAT


def may_write(by: Acting) -> Answer:
    """Begin items: officers and approvers, and whoever has a seat at an organisation."""
    return ALLOWED if by.roles & WRITERS or by.organisation else NOT_A_WRITER


def may_edit(item: LibraryItem, by: Acting) -> Answer:
    """Change a draft of the own country."""
    return may(ACTS["save"], Standing.of(item), by)


def may(act: Act, standing: Standing, by: Acting) -> Answer:
    """Whether the officer may do an act now: the part, then where the item stands."""
    answers = [PARTS[side](standing, by) for side in sorted(act.sides)]
    if not any(answers):
        return next((a for a in answers if getattr(a, "code", "") != OTHER_OWNER.code), answers[0])
    return _stands(act, standing)


def acts_for(standing: Standing, by: Acting) -> list[tuple[Act, Answer]]:
    """Every act with its answer, for buttons and for the greyed rest; none for who has no part in it."""
    mine = standing.item.owned_by(by) or _reviewer(standing, by)
    return [(act, may(act, standing, by)) for act in ACTS.values()] if mine else []


def _stands(act: Act, standing: Standing) -> Answer:
    if act.code in OF_ITEM:
        now: str = standing.item.state
    else:
        now = standing.version.state if standing.version else ""
    if now in act.sources:
        return ALLOWED
    if not now:
        reason = _("No new version has been begun. Begin one first.")
        return Denied(reason, code="wrong_state")
    possible = ", ".join(f"“{State(one).label}”" for one in State if one in act.sources)
    reason = _("This is not possible while it is “%(now)s”. It is possible in: %(possible)s.")
    return Denied(reason % {"now": State(now).label, "possible": possible}, code="wrong_state")


def _writer(standing: Standing, by: Acting) -> Answer:
    return may_write(by) if standing.item.owned_by(by) else OTHER_OWNER


def _clearer(standing: Standing, by: Acting) -> Answer:
    if not standing.item.owned_by(by):
        return OTHER_OWNER
    if not (Role.APPROVER in by.roles or by.organisation):
        reason = _("An approver of your country clears what is published in its name.")
        return Denied(reason, code="not_an_approver")
    return FOUR_EYES if by.officer.pk in standing.authors else ALLOWED


def _reviewer(standing: Standing, by: Acting) -> Answer:
    version = standing.version
    waiting = version is not None and version.state == State.REVIEW
    mine = is_secretariat(by) or (version is not None and version.reviewer_id == by.focal_point.pk)
    if not (waiting and mine):
        return OTHER_OWNER
    if not (by.roles & WRITERS or by.organisation):
        return NOT_A_WRITER
    return FOUR_EYES if by.officer.pk in standing.authors else ALLOWED


PARTS: Mapping[str, Callable[[Standing, Acting], Answer]] = {
    Side.WRITER: _writer,
    Side.CLEARER: _clearer,
    Side.REVIEWER: _reviewer,
}


def may_comment(item: LibraryItem, by: Acting) -> Answer:
    """Whoever reads a published item signed in; on a draft only its owner."""
    if item.state == State.RETIRED:
        return Denied(_("This item was retired. Nothing more is said about it."), code="retired")
    return ALLOWED if item.is_open() or item.owned_by(by) else OTHER_OWNER


def may_withdraw(comment: Comment, by: Acting) -> Answer:
    """Take back the own comment; the Secretariat may take back any that it sees."""
    if comment.officer_id == by.officer.pk or (is_secretariat(by) and by.roles & WRITERS):
        return ALLOWED
    return Denied(_("Only who wrote a comment takes it back."), code="other_author")


def may_replicate(item: LibraryItem, by: Acting) -> Answer:
    """Say that the own country used it too: writers of another country, while it is published."""
    if not (answer := may_write(by)):
        return answer
    if item.owned_by(by):
        return Denied(_("This is your own. Others say that they used it too."), code="own_item")
    if not item.is_open() or item.state == State.RETIRED:
        return Denied(_("This is possible for what is published."), code="wrong_state")
    return ALLOWED


def may_clear_replication(row: Replication, by: Acting) -> Answer:
    """Let others see what the own country said: an approver who did not write it."""
    if row.country_id != by.country:
        return OTHER_OWNER
    if not (Role.APPROVER in by.roles or by.organisation):
        reason = _("An approver of your country clears what is published in its name.")
        return Denied(reason, code="not_an_approver")
    return FOUR_EYES if row.author_id == by.officer.pk else ALLOWED
