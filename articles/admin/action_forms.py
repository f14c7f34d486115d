"""What an editor is asked before an article leaves, goes out later, or is corrected."""

from django import forms

from articles.content import LIMITS
from articles.models import CorrectionKind, Edition, ScheduledVerb, WithdrawalKind
from cms.desk.moments import MomentField
from cms.desk.thing_select import ThingField
from cms.desk.value_form import ValueForm


class WithdrawForm(ValueForm):
    """Why a live article leaves."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in WithdrawalKind if kind.value],
        help_text="Killed is for legal reasons: it leaves everywhere, also the archive, for good.",
    )
    reason = forms.CharField(
        required=False,
        help_text="Readers see it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replaced_by = ThingField(
        Edition.replaced_by,
        label="Replaced by",
        help_text="Another live article that readers are sent on to.",
    )


class ScheduleForm(ValueForm):
    """What is to happen to the newest revision, and when."""

    verb = forms.ChoiceField(label="What", choices=ScheduledVerb.choices)
    at = MomentField(label="When", required=True)


class CorrectionForm(ValueForm):
    """What was wrong, and what is right."""

    kind = forms.ChoiceField(choices=CorrectionKind.choices)
    text = forms.CharField(
        required=False,
        help_text="Public with the article, at once if it is live.",
        widget=forms.Textarea(attrs={"rows": 4, "data-limit": LIMITS["correction_text"]}),
    )


class TranslationForm(ValueForm):
    """The article that says the same in another language."""

    other = ThingField(Edition.replaced_by, label="The other article", required=True)
