"""Tags: sections, topics, people, places, contributors and the rest, as a tree."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.tag_form import TagForm, tag_values
from articles.merging import merge_tags
from articles.models import ArticleContributor, ArticleTag, Tag, TagEntry, TagKind
from articles.vocabulary import delete_tag, save_tag
from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal
from cms.uuid7 import uuid_in


class MergeForm(ValueForm):
    """Which of the tags stays."""

    keep = forms.ChoiceField(label="Keep", widget=forms.RadioSelect())


class MergedFilter(admin.SimpleListFilter):
    """Tags that are in use, or those that were merged into another one."""

    title = "merged"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choice beside the usual one."""
        return [("yes", "Merged into another one")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen tags."""
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Tag)
class TagAdmin(VerbAdmin):
    """The vocabulary with its pages."""

    value_form = TagForm
    change_form_template = "articles/admin/tag.html"
    list_display = ("tree_name", "kind", "slug", "spoken", "draft_count", "live_count")
    list_display_links = ("tree_name",)
    list_filter = ("kind", MergedFilter)
    search_fields = ("name", "slug", "aliases__label")
    search_may_repeat = True
    list_per_page = 200
    actions_on_top = True
    actions = ("merge",)
    fieldsets = (
        (None, {"fields": ("kind", "name", "names", "synonyms")}),
        ("Place in the tree", {"fields": ("parent", "position")}),
        ("On its own page", {"fields": ("description", "image", "slug")}),
        ("Other vocabularies", {"fields": ("external_ids",)}),
    )

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return the order of the tree: every tag below its parent."""
        grand, up = "parent__parent", "parent"
        is_third, is_second = Q(parent__parent__isnull=False), Q(parent__isnull=False)
        return (
            "kind",
            Coalesce(f"{grand}__position", f"{up}__position", "position"),
            Coalesce(f"{grand}__name", f"{up}__name", "name"),
            Case(
                When(is_third, then=F(f"{up}__name")),
                When(is_second, then=F("name")),
                default=Value(""),
            ),
            Case(When(is_third, then=F("name")), default=Value("")),
            "id",
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Return the tags with their ancestors' names and the numbers of their articles."""
        rows: QuerySet[Tag] = super().get_queryset(request)
        return rows.select_related("parent__parent", "merged_into").annotate(
            draft_count=_count(ArticleTag) + _count(ArticleContributor),
            live_count=_count(TagEntry),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Return the found tags; a field that asks gets those that it can take."""
        rows, repeats = super().get_search_results(request, queryset, search_term)
        asking = request.GET.get("model_name")
        if asking == ArticleContributor._meta.model_name:
            rows = rows.filter(kind=TagKind.CONTRIBUTOR)
        elif asking == ArticleTag._meta.model_name:
            rows = rows.exclude(kind=TagKind.CONTRIBUTOR)
        return (rows.filter(merged_into=None) if asking else rows), repeats

    @admin.display(description="tag", ordering="name")
    def tree_name(self, tag: Any) -> SafeString:
        """Return the name, further in the deeper it stands; a merged one says where it went."""
        depth = 0 if tag.parent is None else 1 if tag.parent.parent is None else 2
        gone = format_html(" → {}", tag.merged_into) if tag.merged_into else ""
        return format_html('<span class="tree tree-{}">{}{}</span>', depth, tag.name, gone)

    @admin.display(description="also in")
    def spoken(self, tag: Tag) -> str:
        """Return its names in other languages."""
        return ", ".join(f"{language}: {name}" for language, name in tag.names.items()) or "—"

    @admin.display(description="drafts", ordering="draft_count")
    def draft_count(self, tag: Any) -> int:
        """Return how many working copies carry it."""
        return int(tag.draft_count)

    @admin.display(description="live", ordering="live_count")
    def live_count(self, tag: Any) -> int:
        """Return how many live articles carry it or one of its descendants."""
        return int(tag.live_count)

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        merge = path(
            "merge/", self.admin_site.admin_view(self.merge_page), name="articles_tag_merge"
        )
        return [merge, *super().get_urls()]

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what is said of the tag."""
        return tag_values(row)

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Tag:
        """Save what was changed."""
        values = cast("TagForm", form).values(is_new=row is None)
        if row and not values:
            return cast("Tag", row)
        return save_tag(values=values, by=person(request), tag=row and row.pk)

    def delete_by_verb(self, request: HttpRequest, row: Tag) -> None:
        """Delete a tag that nothing refers to."""
        delete_tag(tag=row.pk)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return the tag's other addresses and its family."""
        if row is None:
            return {}
        return {
            "labels": row.aliases.exclude(label__in=[str(row.pk), row.slug]),
            "children": row.children.all()[:100],
        }

    @admin.action(description="Merge the chosen tags", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """Go to the page that asks which one stays."""
        ids = [str(id_) for id_ in queryset.values_list("pk", flat=True)[:21]]
        if not 2 <= len(ids) <= 20:
            self.message_user(request, "Choose 2 to 20 tags to merge.", messages.ERROR)
            return None
        return HttpResponseRedirect(f"{self.address('merge')}?ids={','.join(ids)}")

    def merge_page(self, request: HttpRequest) -> HttpResponse:
        """Ask which tag stays, then merge the others into it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        tags = self._chosen(request)
        if len(tags) < 2:
            self.message_user(request, "Choose at least two tags to merge.", messages.ERROR)
            return HttpResponseRedirect(self.address("changelist"))
        form = MergeForm(request.POST or None, initial={"keep": str(tags[0].pk)})
        keep = cast("forms.ChoiceField", form.fields["keep"])
        keep.choices = [(str(tag.pk), _described(tag)) for tag in tags]
        if request.method == "POST" and form.is_valid():
            try:
                kept = self._merged(request, tags, UUID(form.cleaned_data["keep"]))
            except Refusal as refusal:
                form.show_refusal(refusal)
            else:
                self.message_user(
                    request, f"“{kept}” stands for all of them now.", messages.SUCCESS
                )
                return HttpResponseRedirect(self.address("change", kept.pk))
        text = (
            "Drafts move at once, live articles follow in the background. The names and addresses of the "
            "others keep leading to the one that stays. This cannot be taken back."
        )
        return self.ask(
            request,
            tags[0],
            title="Merge tags",
            text=text,
            form=form,
            back=self.address("changelist"),
        )

    def _chosen(self, request: HttpRequest) -> list[Tag]:
        given = [text for text in request.GET.get("ids", "").split(",")[:20] if uuid_in(text)]
        rows: Any = self.get_queryset(request).filter(Q(pk__in=given), merged_into=None)
        return [*rows.order_by("-live_count", "-draft_count", "name")]

    def _merged(self, request: HttpRequest, tags: list[Tag], keep: UUID) -> Tag:
        kept = next(tag for tag in tags if tag.pk == keep)
        for tag in tags:
            if tag.pk != keep:
                kept = merge_tags(loser=tag.pk, winner=keep, by=person(request))
                self.log_change(request, tag, f"Merged into {kept}.")
        return kept


def _count(model: Any) -> Coalesce:
    """Return the number of a model's rows that name the tag."""
    rows = model.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _described(tag: Any) -> str:
    return f"{tag} ({tag.kind}, {tag.slug}; {tag.live_count} live, {tag.draft_count} drafts)"
