"""What the pages accept. The actions judge it; a refusal comes back to the field it is about."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, FocalPoint, Network
from hub.base.errors import Problem
from hub.conferences.inputs import LONGEST_TEXT
from hub.conferences.models import (
    Attendance,
    Conference,
    DelegationRole,
    Force,
    Kind,
    Mode,
    Translation,
    Visibility,
)
from hub.publishing.languages import LANGUAGES
from hub.publishing.vocabulary import PILLARS, THEMES

TONGUES = [(one.code, one.name) for one in LANGUAGES]
NOTHING = ("", "—")


class Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__({"class": "short"}, "%Y-%m-%d")


class Hour(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__({"class": "short"}, "%H:%M")


def words(label: Any, hint: Any = "", *, rows: int = 0, longest: int = 300) -> forms.CharField:
    """A line of text, or an area of some rows."""
    attributes: dict[str, Any] = {"dir": "auto", "maxlength": longest} | ({"rows": rows} if rows else {})
    widget = forms.Textarea(attributes) if rows else forms.TextInput(attributes)
    return forms.CharField(label=label, help_text=hint, required=False, strip=True, widget=widget)


def one_of(label: Any, choices: Any, hint: Any = "", initial: str = "") -> forms.ChoiceField:
    """A choice out of few."""
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, required=False, initial=initial)


def some_of(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Boxes to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def countries(kind: str = "") -> Any:
    """Choices of countries, or of countries and organisations."""

    def listed() -> list[tuple[str, str]]:
        rows = Country.objects.filter(kind=kind) if kind else Country.objects.all()
        return [NOTHING, *((one.pk, str(one)) for one in rows.order_by("name_en"))]

    return listed


class ActForm(forms.Form):
    """A form whose words go to an action as they are; `labels` are fields with one text for each language."""

    labels: tuple[str, ...] = ()
    use_required_attribute = False

    def given(self) -> dict[str, Any]:
        """What was written, by the names that the action knows. Files and empty choices included."""
        data = self.data
        assert isinstance(data, QueryDict)  # noqa: S101 - only ever made from a request
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            several = isinstance(field, forms.MultipleChoiceField)
            found[name] = data.getlist(name) if several else data.get(name, "")
        for label in self.labels:
            names = [name for name in found if name.startswith(f"{label}_") and name != f"{label}_name"]
            found[label] = {name.removeprefix(f"{label}_"): found.pop(name) for name in names}
        return found

    def refuse(self, problem: Problem) -> None:
        """Put the sentence of a refusal beside its field, or above the form."""
        self.is_valid()
        name = str(problem.extra.get("field", ""))
        place = next((one for one in self.fields if one in (name, f"{name}_en")), None)
        self.errors.clear()
        self.add_error(place, str(problem.detail))


def in_tongues(label: str, words_: Any, rows: int = 0, longest: int = 300) -> dict[str, forms.CharField]:
    """One field for each language of the interface."""
    return {
        f"{label}_{code}": words(f"{words_} ({name})", rows=rows, longest=longest)
        for code, name in settings.LANGUAGES
    }


class SeriesForm(ActForm):
    """A series of conferences."""

    labels = ("name",)
    code = words(_("Code"), _("In capitals; the first part of every symbol, such as GLOACT."), longest=20)
    network = one_of(_("Network"), lambda: [NOTHING, *((n.pk, str(n)) for n in Network.objects.all())])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= in_tongues("name", _("Name"))


class ConferenceForm(ActForm):
    """An edition of a series."""

    labels = ("title", "aims")
    series = one_of(_("Series"), ())
    start = forms.DateField(label=_("First day"), required=False, widget=Day)
    end = forms.DateField(label=_("Last day"), required=False, widget=Day)
    city = words(_("City"), longest=120)
    country = one_of(_("Country"), countries("country"))
    host = words(_("Host"), _("Who receives the conference, as it should stand in print."), longest=200)
    kind = one_of(_("Kind"), Kind.choices)
    visibility = one_of(
        _("Who may see it"),
        Visibility.choices,
        _("Drafts are never public. This is about the conference itself and what it publishes."),
    )
    number = words(_("Number in the series"), _("Leave empty for the next one."), longest=4)
    source = words(_("Source"), _("Where these facts come from, if not from the organiser."), longest=500)

    def __init__(self, *args: Any, series: Any = (), fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = in_tongues("title", _("Title"))
        aims = in_tongues("aims", _("Aims"), 3, 4000)
        self.fields = {**titles, **self.fields, **aims}
        choice = self.fields["series"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [(one.pk, str(one)) for one in series]
        for name in ("series", "number") if fixed else ():
            del self.fields[name]

    @classmethod
    def of(cls, one: Conference) -> dict[str, Any]:
        """What a form for changing a conference begins with."""
        names = ("start", "end", "city", "host", "kind", "visibility", "source")
        found: dict[str, Any] = {name: getattr(one, name) for name in names}
        found |= {f"title_{code}": text for code, text in one.title.items()}
        return found | {f"aims_{code}": text for code, text in one.aims.items()} | {"country": one.country_id}


class DelegationForm(ActForm):
    """What one source says about one country or organisation."""

    country = one_of(_("Country or organisation"), countries())
    name = words(_("Name, if it is in no list"), longest=200)
    role = one_of(_("Role"), DelegationRole.choices)
    status = one_of(_("Status"), Attendance.choices)
    source = words(_("Source"), _("Who says so. A second source makes a second line; both are kept."))


class AgendaForm(ActForm):
    """An item of the programme."""

    labels = ("title",)
    number = words(_("Number"), longest=10)
    day = forms.DateField(label=_("Day"), required=False, widget=Day)
    start = forms.TimeField(label=_("From"), required=False, widget=Hour)
    end = forms.TimeField(label=_("To"), required=False, widget=Hour)
    place = words(_("Room"), longest=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= in_tongues("title", _("Title"))


def posts() -> list[tuple[str, str]]:
    """Posts that can sit in a group, with their country."""
    rows = FocalPoint.objects.select_related("country").order_by("country__name_en", "name")
    return [NOTHING, *((str(one.pk), f"{one.country}: {one.name}") for one in rows)]


class GroupForm(ActForm):
    """A working group."""

    labels = ("name",)
    theme = one_of(_("Theme"), THEMES.items())
    chair = one_of(_("Chair"), posts)
    rapporteur = one_of(_("Rapporteur"), posts)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= in_tongues("name", _("Name"))


class MemberForm(ActForm):
    """A post in a group."""

    post = one_of(_("Focal point"), posts)
    edits = forms.BooleanField(label=_("May edit the drafts of the group"), required=False)


class StatementForm(ActForm):
    """What a delegation tells the conference."""

    title = words(_("Title"))
    language = one_of(_("Language"), TONGUES, initial="en")
    text = words(_("Text"), rows=6, longest=LONGEST_TEXT)


class SetForm(ActForm):
    """A set of recommendations."""

    labels = ("title",)
    language = one_of(_("Original language"), TONGUES, initial="en")
    mode = one_of(_("How it is to be adopted"), Mode.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**in_tongues("title", _("Title")), **self.fields}


class DraftForm(ActForm):
    """A new draft."""

    group = one_of(_("Working group"), (), _("Without a group it is a draft of the plenary."))
    body = words(_("Text"), rows=4, longest=LONGEST_TEXT)
    themes = some_of(_("Themes"), THEMES.items())

    def __init__(self, *args: Any, groups: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["group"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [NOTHING, *((str(one.pk), str(one)) for one in groups)]


class DescribeForm(ActForm):
    """What is said about a draft besides its text."""

    themes = some_of(_("Themes"), THEMES.items())
    pillars = some_of(_("Pillars"), PILLARS.items())
    force = one_of(_("Strength"), Force.choices)
    addressees = words(_("Addressed to"), _("Codes of countries with commas between, or: all, secretariat."))
    actors = words(_("Who acts"), _("With commas between, such as: labour inspectors, border police."))
    deadline = forms.DateField(label=_("Until"), required=False, widget=Day)
    sdg = words(_("Sustainable Development Goals"), _("With commas between, such as: 8.7, 16.2."))
    confidential = forms.BooleanField(label=_("Not for the public"), required=False)


class TranslationForm(ActForm):
    """Under what name a translation stands."""

    translation = one_of(_("This translation is"), Translation.choices)
