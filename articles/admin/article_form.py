"""An article's content as a form."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.conf import settings

from articles.admin.body_widget import BodyWidget
from articles.admin.row_forms import ROW_SETS
from articles.content import LIMITS
from articles.models import AiUse, Article, ArticleKind, Revision, Stage
from cms.desk.moments import MomentField
from cms.desk.thing_select import ThingField
from cms.desk.value_form import ValueForm
from media.admin.image_picker import ImagePickerField


def _line(name: str, help_text: str = "", *, rows: int = 0, **kwargs: Any) -> forms.CharField:
    """Return a text field; the browser counts along, the verb decides."""
    attrs: dict[str, Any] = {"data-limit": LIMITS[name], "class": "vTextField"}
    widget = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(required=False, help_text=help_text, widget=widget, **kwargs)


def _languages() -> list[tuple[str, str]]:
    return [(language, language) for language in settings.NEWSROOM_LANGUAGES]


class StaleNews(NamedTuple):
    """What happened since the page was opened: saves, the fields they changed, and those that both changed."""

    newest: int
    saves: list[Revision]
    theirs: list[str]
    both: list[str]


class ArticleForm(ValueForm):
    """Every field of `articles.content`, with the lists as rows; `revision` is the one that the page showed."""

    own_names: ClassVar[Mapping[str, str]] = {
        "lead_image.alt": "lead_image_alt",
        "lead_image.caption": "lead_image_caption",
        "images": "body",
        "section": "tags",
    }

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput())
    kicker = _line("kicker", "A word or two over the headline.")
    headline = _line("headline", rows=2)
    standfirst = _line("standfirst", "The introduction, in a sentence or two.", rows=3)
    body = forms.CharField(required=False, widget=BodyWidget())
    list_headline = _line("list_headline", "A short headline for lists. Empty: the headline.")
    byline = _line("byline", "Empty: the contributors' names.")
    kind = forms.ChoiceField(
        choices=ArticleKind.choices, help_text="A brief may be public with its headline alone."
    )
    language = forms.ChoiceField(choices=_languages)
    lead_image = ImagePickerField()
    lead_image_alt = _line(
        "lead_image_alt", "Empty: the image's own.", rows=2, label="Alternative text here"
    )
    lead_image_caption = _line(
        "lead_image_caption", "Empty: the image's own.", rows=2, label="Caption here"
    )
    stage = forms.ChoiceField(choices=Stage.choices)
    responsible = ThingField(Article.responsible, label="Responsible editor")
    urgency = forms.IntegerField(
        required=False, help_text="1: most urgent; 9: least.", widget=forms.NumberInput()
    )
    ai_use = forms.ChoiceField(label="AI use in the text", choices=AiUse.choices)
    slug = _line("slug", "Empty: made from the headline at the first publication.")
    published_at = MomentField(
        label="Publication time",
        help_text="Moves the time that readers see. Empty: when it was first published.",
    )
    embargo_until = MomentField(label="Embargo until", help_text="It cannot go out before.")
    seo_title = _line("seo_title", label="SEO title")
    seo_description = _line("seo_description", rows=2, label="SEO description")
    canonical_url = _line("canonical_url", label="Canonical URL")
    external_source = _line("external_source", "Whose id it is; given together with the id.")
    external_id = _line("external_id")
    reason = forms.CharField(
        label="Why this save",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Why (for the revision list)"}),
    )

    def __init__(
        self,
        *args: Any,
        rows: Mapping[str, list[dict[str, Any]]],
        labels: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stale: StaleNews | None = None
        sent: dict[str, Any] = {"data": self.data} if self.is_bound else {}
        responsible: Any = self.fields["responsible"]
        responsible.name_choices(labels)
        for name, rowset in ROW_SETS.items():
            self.rows[name] = rowset(
                prefix=name, initial=rows.get(name, []), form_kwargs={"labels": labels}, **sent
            )

    def clean(self) -> dict[str, Any]:
        """Refuse words about a lead image that is not there."""
        values: dict[str, Any] = self.cleaned_data
        said = values.get("lead_image_alt") or values.get("lead_image_caption")
        if said and not values.get("lead_image") and "lead_image" not in self.errors:
            self.add_error("lead_image", "Choose the image that these words describe.")
        return values
