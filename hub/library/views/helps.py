"""Sentences beside the fields of the forms, and the words by which an error names its field."""

from django.utils.translation import gettext_lazy as _

from hub.base.results import Text
from hub.library.fields import FIELDS
from hub.library.states import ItemType

TYPE_HELP: dict[str, Text] = {
    ItemType.GOOD_PRACTICE: _("Something that was done and worked, with how one knows."),
    ItemType.LESSON: _("Something that did not work as hoped, and why."),
    ItemType.LAW: _("A law or regulation in force, with its official citation."),
    ItemType.TOOL: _("A checklist, form or program that others can use."),
    ItemType.CASE_DIGEST: _("What a judgment decided. Names of victims never appear."),
    ItemType.HELPLINE: _("A telephone number for victims, with the day it was last verified."),
}
FIELD_HELP: dict[str, Text] = {
    "problem": _("What went wrong before, for whom, and how it was noticed."),
    "intervention": _("Who did what, in which order, with which people and money."),
    "results": _("Numbers if there are any, with the time they cover. Say also what did not change."),
    "evidence": _("Who looked at it, when, and where that can be read."),
    "conditions": _("What must be there before another country can do the same."),
    "enacted_on": _("As 2018-05-31."),
    "in_force_on": _("As 2018-05-31."),
    "issued_on": _("As 2018-05-31."),
    "verified_on": _("As 2018-05-31: the day on which somebody called it."),
    "source_url": _("An address that begins with https://."),
}
LABELS: dict[str, Text] = {
    "type": _("What is it?"),
    "language": _("Language"),
    "title": _("Title"),
    "summary": _("In two or three sentences"),
    "body": _("Whole text"),
    "audience": _("Who may read it"),
    "instruments": _("Articles of treaties"),
    "sdg": _("Targets of the development goals"),
    "licence": _("Licence"),
    "rights_note": _("Note on rights"),
    "embargo_until": _("Not before (embargo)"),
    "change_note": _("What changed in this version"),
    "reason": _("Reason"),
    **{field.name: field.label for fields in FIELDS.values() for field in fields},
}
