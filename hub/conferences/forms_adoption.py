"""What the pages accept on proposals, adoption, lineage and corrigenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.conferences.forms import NOTHING, TONGUES, ActForm, one_of, words
from hub.conferences.inputs import LONGEST_TEXT
from hub.conferences.models import Choice, Disposition, Fate, LinkKind, Majority, ProposalKind

ANSWERS = [(one.value, one.label) for one in (Disposition.ACCEPTED, Disposition.PARTLY, Disposition.REJECTED)]


class Moment(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"class": "short"}, "%Y-%m-%dT%H:%M")


class ProposalForm(ActForm):
    """A change that a delegation proposes."""

    kind = one_of(_("What should happen"), ProposalKind.choices)
    body = words(_("Proposed text"), rows=4, longest=LONGEST_TEXT)
    reason = words(_("Why"), _("The others see it together with the proposal."), rows=2, longest=4000)
    base = forms.CharField(required=False, widget=forms.HiddenInput)


class AnswerForm(ActForm):
    """What becomes of a proposal."""

    disposition = one_of(_("Answer"), ANSWERS)
    answer = words(_("Why"), _("Needed unless the proposal is accepted as it is."), rows=2, longest=4000)
    body = words(
        _("Text that is taken instead"), _("Only if it is accepted in part."), rows=3, longest=LONGEST_TEXT
    )


class SilenceForm(ActForm):
    """The silence procedure."""

    until = forms.DateTimeField(
        label=_("Silence ends"),
        help_text=_("In UTC. Without an objection until then the text is adopted."),
        required=False,
        widget=Moment,
    )


class ObjectionForm(ActForm):
    """An objection, with its reason."""

    reason = words(_("Why your country objects"), _("All members read it."), rows=3, longest=4000)


class ConsensusForm(ActForm):
    """Consensus declared in a meeting."""

    meeting_no = words(_("Number of the meeting"), _("As it stands in the record."), longest=20)


class OpenVoteForm(ActForm):
    """What a vote needs."""

    quorum = words(_("Quorum"), _("More than this share of the countries must vote, in per cent."), longest=3)
    majority = one_of(_("Majority"), Majority.choices)


class VoteForm(ActForm):
    """One country's one vote."""

    choice = one_of(_("Your country votes"), Choice.choices)


class CloseVoteForm(ActForm):
    """The end of a vote."""

    meeting_no = words(_("Number of the meeting"), longest=20)


class LinkForm(ActForm):
    """A tie to an ancestor."""

    end = one_of(_("Earlier recommendation"), ())
    kind = one_of(_("How this one relates to it"), LinkKind.choices)
    note = words(_("Note"), longest=500)

    def __init__(self, *args: Any, ancestors: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["end"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [NOTHING, *ancestors]


class FateForm(ActForm):
    """What became of an ancestor that nothing new points to."""

    fate = one_of(_("What became of it"), Fate.choices)
    reason = words(_("Why"), _("Needed if it is dropped."), rows=2, longest=2000)


class CorrigendumForm(ActForm):
    """A correction of published text."""

    para_no = words(_("Paragraph"), longest=5)
    language = one_of(_("Language"), TONGUES, initial="en")
    old = words(_("For"), _("The words as they were published."), rows=2, longest=LONGEST_TEXT)
    new = words(_("Read"), rows=2, longest=LONGEST_TEXT)
    reason = words(_("Why"), longest=500)
