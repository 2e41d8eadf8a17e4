"""Guards of the requesting side's own work: versions, four eyes, and sending exactly what was approved."""

from django.utils.translation import gettext as _

from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.rules.question import Question

CONTENT = ("legal_basis", "urgent", "wanted_by", "commitment")


def draft(asked: Question) -> Answer:
    """A new version follows the present one."""
    if asked.facts is None or asked.facts["number"] == asked.standing.version_number + 1:
        return ALLOWED
    reason = _("Another version was saved meanwhile. Open it, and save yours after it.")
    return Denied(reason, "18(15)", "version_taken")


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
    answer = same_version(asked)
    if not answer or asked.facts is None:
        return answer
    return _same_content(asked, ("commitment",))


def transmit(asked: Question) -> Answer:
    """What is sent is what was approved, to the letter (articles 18(13)-(14))."""
    if asked.facts is None:
        return ALLOWED
    sent = {m["label"]: m["code"] for m in asked.facts["measures"]}
    if sent != {label: m.code for label, m in asked.standing.measures.items()}:
        return _changed()
    return _same_content(asked, CONTENT)


def _same_content(asked: Question, names: tuple[str, ...]) -> Answer:
    facts = asked.facts or {}
    same = all(facts[name] == getattr(asked.standing, name) for name in names)
    return ALLOWED if same else _changed()


def _changed() -> Denied:
    reason = _(
        "This is not the content of the present version. Save it as a new version and have it approved."
    )
    return Denied(reason, "18(13)-(14)", "content_changed")
