"""Who may do what to a national text, and if not, why not. Nobody clears what they wrote."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import PostType, Role
from hub.base.results import ALLOWED, Answer, Denied, Text
from hub.conferences.models.followup import CLEARED, NationalText, ReportingCycle, StatusReport, TextState

WRITERS = frozenset({Role.OFFICER, Role.APPROVER})
SECRETARIAT = PostType.SECRETARIAT
SAVE, SUBMIT, RETURN, CLEAR, REVISE = "save", "submit", "return", "clear", "revise"
# Act: from which states, and how the button is called.
MOVES: dict[str, tuple[frozenset[str], Text]] = {
    SAVE: (frozenset({TextState.DRAFT, TextState.RETURNED}), _("Save draft")),
    SUBMIT: (frozenset({TextState.DRAFT, TextState.RETURNED}), _("Submit for clearance")),
    RETURN: (frozenset({TextState.SUBMITTED}), _("Return to the drafter")),
    CLEAR: (frozenset({TextState.SUBMITTED}), _("Clear")),
    REVISE: (frozenset(CLEARED), _("Write a new version")),
}
RULE = _("national texts are cleared by a second officer of the same country")
NO_COUNTRY = Denied(
    _("Only posts of a country report. The Secretariat and organisations read what countries cleared."),
    code="not_a_country",
)
NO_WRITER = Denied(
    _("Your seat does not write for your country. Ask an officer or approver of your focal point."),
    code="not_an_officer",
)
NO_APPROVER = Denied(
    _("Only an approver clears for a country. Ask an approver of one of your country's focal points."),
    code="not_an_approver",
)
OWN_TEXT = Denied(
    _("You wrote this text. Another approver of your country must clear or return it."),
    code="four_eyes",
    source=str(RULE),
)
FOREIGN = Denied(_("Only the country itself does this."), code="other_country")


def may_write(by: Acting) -> Answer:
    """Whether somebody writes national texts at all."""
    if by.focal_point.type == SECRETARIAT or by.organisation:
        return NO_COUNTRY
    return ALLOWED if by.roles & WRITERS else NO_WRITER


def may(act: str, text: NationalText, by: Acting, today: date) -> Answer:
    """Whether somebody may do an act of MOVES to a national text now."""
    if text.country_id != by.country:
        return FOREIGN
    if not (answer := may_write(by)):
        return answer
    if text.state not in MOVES[act][0]:
        return _elsewhere(text)
    if act in (RETURN, CLEAR):
        return _second(text, by)
    return _open(text, today)


def acts(text: NationalText, by: Acting, today: date) -> list[tuple[str, Text, Answer]]:
    """Every act with its button and its answer."""
    return [(act, label, may(act, text, by, today)) for act, (_states, label) in MOVES.items()]


def _elsewhere(text: NationalText) -> Denied:
    words = {"state": text.get_state_display()}
    return Denied(_("This is not possible now. The text stands at: %(state)s.") % words, code="wrong_state")


def _second(text: NationalText, by: Acting) -> Answer:
    if Role.APPROVER not in by.roles:
        return NO_APPROVER
    return OWN_TEXT if str(by.officer.pk) in text.authors else ALLOWED


def _open(text: NationalText, today: date) -> Answer:
    """Reports are written while their cycle is open; positions and commitments at any time."""
    return may_report(text.cycle, today) if isinstance(text, StatusReport) else ALLOWED


def may_report(cycle: ReportingCycle, today: date) -> Answer:
    """Whether a cycle takes reports on a day; late ones are taken until it closes."""
    if today < cycle.opens:
        return Denied(_("This cycle opens on %(day)s.") % {"day": cycle.opens}, code="not_open")
    if today > cycle.closes:
        return Denied(
            _("This cycle closed on %(day)s. Report in the next one.") % {"day": cycle.closes}, code="closed"
        )
    return ALLOWED


def may_assess(report: StatusReport, by: Acting, organises: bool) -> Answer:
    """The secretariat of the hub or of the network assesses what it may see: cleared, never its own."""
    if not organises:
        return Denied(
            _("Only the secretariat of the conference assesses reports."), code="not_the_secretariat"
        )
    if not report.cleared or not report.current:
        return Denied(_("Only the newest cleared report can be assessed."), code="wrong_state")
    return ALLOWED if by.roles & WRITERS else NO_WRITER


def may_import(by: Acting) -> Answer:
    """Whether somebody brings tables of others into the hub."""
    if by.focal_point.type != SECRETARIAT:
        return Denied(_("Only the Secretariat imports tables for everybody."), code="not_the_secretariat")
    return ALLOWED if by.roles & WRITERS else NO_WRITER


def may_bring_list(by: Acting) -> Answer:
    """Whether somebody brings a filled-in list: whoever writes for a country."""
    return may_write(by)
