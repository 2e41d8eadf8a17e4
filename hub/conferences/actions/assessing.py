"""What a secretariat says of a cleared report, beside it: the report itself never changes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Invalid, Unseen, require
from hub.conferences.models import Assessment, StatusReport
from hub.conferences.models.followup import Verdict, Visibility
from hub.conferences.queries_followup import organises, writers_of
from hub.conferences.rules_followup import WRITERS, may_assess
from hub.notifications.actions import tell
from hub.publishing.actions import changed

ASSESSED = "followup.assessed"


@transaction.atomic
def assess(by: Acting, report: StatusReport, verdict: str, text: str) -> Assessment:
    """Add a verdict to a report. A differing one says why. Raises Unseen, Forbidden, Invalid."""
    held = StatusReport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    if held is None:
        raise Unseen
    require(may_assess(held, by, organises(by, held.cycle)))
    if verdict not in Verdict.values:
        raise Invalid("no_verdict", _("Choose what you say of the report."), field="verdict")
    if verdict == Verdict.DIFFERS and not text.strip():
        raise Invalid("no_reason", _("Say in what your assessment differs."), field="text")
    found = Assessment.objects.create(
        report=held,
        post=by.focal_point,
        officer=by.officer,
        verdict=verdict,
        text=text.strip(),
        at=clock.now(),
    )
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"assess {held.pk}")
    tell(writers_of([held.country_id], WRITERS), ASSESSED, held.recommendation_id)
    if held.visibility == Visibility.PUBLIC:
        changed()
    return found
