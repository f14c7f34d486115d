"""An API key as a form."""

from django import forms
from django.conf import settings
from django.utils.html import format_html

from cms.access.admin.ticked import SectionsField, TickedField
from cms.access.keys import MOST_PER_MINUTE
from cms.access.scopes import SCOPES
from cms.desk.moments import MomentField
from cms.desk.value_form import ValueForm


def _languages() -> list[tuple[str, str]]:
    return [(language, language) for language in settings.NEWSROOM_LANGUAGES]


def _scopes() -> list[tuple[str, str]]:
    return [
        (scope, format_html("<code>{}</code> {}", scope, said)) for scope, said in SCOPES.items()
    ]


class KeyForm(ValueForm):
    """What a key is called, may do and is limited to."""

    name = forms.CharField(
        required=False,
        help_text="Who uses it, and for what.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    scopes = TickedField(choices=_scopes, help_text="No scope implies another.")
    sections = SectionsField(help_text="Each with all below it. None: all sections.")
    languages = TickedField(choices=_languages, help_text="None: all languages.")
    external_source = forms.CharField(
        required=False,
        help_text="The only external source whose things it may write. Empty: any.",
    )
    rate_per_minute = forms.IntegerField(
        min_value=1, max_value=MOST_PER_MINUTE, help_text="Requests that it may send in a minute."
    )
    expires_at = MomentField(help_text="From then on it is refused. Empty: never.")
