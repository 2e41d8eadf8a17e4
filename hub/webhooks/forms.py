"""What the page accepts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid
from hub.webhooks import addresses, kinds
from hub.webhooks.models import ADDRESS_LONGEST


class EndpointForm(forms.Form):
    """An address, what it is for, and what it is told of."""

    label = forms.CharField(label=_("What is it for"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=ADDRESS_LONGEST,
        help_text=_("An https address of your own system, for example https://cases.example.org/hub."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is it told of"),
        choices=kinds.CHOICES,
        initial=["*"],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_address(self) -> str:
        """An address that the hub may call."""
        return _checked(self.cleaned_data["address"])


def _checked(address: str) -> str:
    try:
        addresses.read(address)
    except Invalid as problem:
        raise forms.ValidationError(str(problem.detail)) from problem
    return address
