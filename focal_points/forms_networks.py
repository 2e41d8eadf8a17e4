"""What the Secretariat enters about networks and organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, Network, NetworkMember


class NetworkForm(forms.Form):
    """A new network."""

    code = forms.SlugField(
        label=_("Short name"), max_length=30, help_text=_("Small letters, digits and hyphens.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_fr = forms.CharField(label=_("Name in French"), max_length=200, required=False)
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Network.Kind.choices)

    def clean_code(self) -> str:
        """Short names are small letters, so that two never differ by case alone."""
        return str(self.cleaned_data["code"]).lower()

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in ("en", "fr", "ar")}


class MemberForm(forms.Form):
    """A membership, or a change of its status."""

    network = forms.ModelChoiceField(label=_("Network"), queryset=Network.objects.all())
    country = forms.ModelChoiceField(
        label=_("Country or organisation"), queryset=Country.objects.exclude(pk="XH")
    )
    status = forms.ChoiceField(label=_("Status"), choices=NetworkMember.Status.choices)
    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))


class OrganisationForm(forms.Form):
    """An organisation with its first account."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    officer = forms.CharField(label=_("Name of its first officer"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    networks = forms.ModelMultipleChoiceField(
        label=_("Networks"), queryset=Network.objects.filter(kind=Network.Kind.ORGANISATIONS), required=False
    )
    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))
