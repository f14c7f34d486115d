"""The form of an endpoint, and the small forms of what is done with it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms

from cms.access.models import ApiKey
from cms.changes.filters import OPERATIONS, TYPES
from cms.desk.lines import LinesField
from cms.desk.moments import MomentField
from cms.desk.value_form import ValueForm
from cms.webhooks.endpoint_values import FIELDS
from cms.webhooks.endpoints import GRACE
from cms.webhooks.models import Endpoint, Payload

_HOUR = timedelta(hours=1)


def _choices(words: tuple[str, ...], help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=[(word, word) for word in words],
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=help_text,
    )


class EndpointForm(ValueForm):
    """Where changes are sent to, and which."""

    url = forms.CharField(
        label="Address",
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="The receiver, such as https://archive.example/hook",
    )
    description = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Whose it is, and what for.",
    )
    is_enabled = forms.BooleanField(
        label="Switched on", required=False, help_text="While it is off, changes wait."
    )
    payload = forms.ChoiceField(choices=Payload.choices)
    types = _choices(TYPES, "None chosen: all.")
    operations = _choices(OPERATIONS, "None chosen: all. Of what is killed everybody is told.")
    tags = LinesField(help_text="Slugs or ids, one a line; ids are kept. Empty: all.")
    sections = LinesField(help_text="Slugs or ids, one a line; ids are kept. Empty: all.")
    languages = LinesField(help_text="One a line, such as kk. Empty: all.")
    key = forms.ModelChoiceField(
        ApiKey.objects.filter(revoked_at=None).order_by("name"),
        label="API key",
        required=False,
        help_text="It may manage the endpoint, and its limits hold for what is sent.",
    )
    is_shared = forms.BooleanField(
        label="Shared",
        required=False,
        help_text="Every key with the scope webhooks:manage may manage it.",
    )


FIELDSETS: Any = (
    (None, {"fields": ("url", "description", "is_enabled", "payload")}),
    ("What is sent", {"fields": ("types", "operations", "tags", "sections", "languages")}),
    ("Who else may manage it", {"fields": ("key", "is_shared")}),
)


def initial_values(row: Endpoint | None) -> Mapping[str, Any]:
    """Return what the form shows first."""
    shown = row or Endpoint()
    return {name: getattr(shown, name) for name in (*FIELDS, "key", "is_shared")}


class RotationForm(ValueForm):
    """For how long the secrets before a new one go on signing."""

    hours = forms.IntegerField(
        label="Hours until the present secret ends",
        min_value=0,
        initial=GRACE // _HOUR,
        help_text="Both sign until then, so that no message fails while the receiver changes over.",
    )


class RedeliveryForm(ValueForm):
    """Since when everything is sent again."""

    since = MomentField(required=True, help_text="Within the last 30 days.")
    only_failed = forms.BooleanField(
        label="Only what was never delivered", required=False, initial=True
    )
