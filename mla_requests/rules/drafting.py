"""Guards of the requesting side's own work: versions, four eyes, and what the other side has seen already."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.question import Question

CONTENT = ("legal_basis", "offence", "urgent", "wanted_by", "commitment")


def draft(asked: Question) -> Answer:
    """A new version follows the present one, between the same posts once the other side knows of it."""
    facts, standing = asked.facts, asked.standing
    if facts is None:
        return ALLOWED
    if facts["number"] != standing.version_number + 1:
        reason = _("Another version was saved meanwhile. Open it, and save yours after it.")
        return Denied(reason, "18(15)", "version_taken")
    if (facts["from"], facts["conducting"]) != (standing.requesting, standing.conducting):
        reason = _("The authorities of a request stay as the first draft named them. Begin a new request.")
        return Denied(reason, "18(15)", "parties_fixed")
    if standing.shared and facts["to"] != standing.requested:
        reason = _("The other side has seen this request already. Withdraw it and write to the other State.")
        return Denied(reason, "18(13)", "addressee_fixed")
    return ALLOWED


def same_version(asked: Question) -> Answer:
    """Review speaks about the version in force."""
    if asked.facts is None or asked.facts["version"] == asked.standing.version:
        return ALLOWED
    reason = _("There is a newer version of this draft. Open and read it first.")
    return Denied(reason, "18(15)", "old_version")


def approve(asked: Question) -> Answer:
    """Four eyes: not the drafter of this version, and exactly its content."""
    if asked.officer == asked.standing.drafter:
        reason = _("You wrote this version, so a second officer must approve it. Ask another approver.")
        return Denied(reason, "18(13)", "own_draft")
    return _exactly(asked)


def share(asked: Question) -> Answer:
    """The version in review, before any formal or oral request: sharing a draft asks for nothing yet."""
    if asked.standing.oral is not None and asked.standing.oral.confirmed is not False:
        reason = _("You have made this request orally. Confirm it in writing: approve the draft and send it.")
        return Denied(reason, "18(14)", "oral_made")
    return _exactly(asked)


def discard(asked: Question) -> Answer:
    """Only what the other side has never seen can go without a word to it."""
    if not asked.standing.shared:
        return ALLOWED
    reason = _("The other side has seen this request, so it stays on record. You may withdraw it.")
    return Denied(reason, "18(24)", "sent_stays")


def _exactly(asked: Question) -> Answer:
    answer = same_version(asked)
    if not answer or asked.facts is None:
        return answer
    return same_content(asked, ("commitment",))


def same_content(asked: Question, names: tuple[str, ...] = CONTENT) -> Answer:
    """Allowed if the facts repeat the content of the present version."""
    facts = asked.facts or {}
    same = all(facts[name] == getattr(asked.standing, name) for name in names)
    return ALLOWED if same else changed()


def changed() -> Denied:
    """The refusal of another content than the approved one."""
    reason = _(
        "This is not the content of the present version. Save it as a new version and have it approved."
    )
    return Denied(reason, "18(13)-(14)", "content_changed")
