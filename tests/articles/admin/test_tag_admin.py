"""Tags in the admin: saved, moved, merged and deleted by the verbs."""

import pytest
from django.urls import reverse

from articles.models import Tag, TagAlias
from articles.vocabulary import save_tag
from tests.articles.admin.pages import errors_of, messages_of, sent_by, text_of, tree_of
from tests.articles.builders import make_image, make_published, make_tag

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/tag/add/"


def page_of(tag: Tag, name: str = "change") -> str:
    return reverse(f"admin:articles_tag_{name}", args=[tag.pk])


def send(browser, page: str, **changes):
    return browser.post(page, sent_by(browser.get(page), "tag_form", **changes), follow=True)


def test_a_new_tag_is_saved_with_everything_that_is_said_of_it(boss):
    parent, image = make_tag("Country", "place"), make_image()
    typed = {
        "kind": "place",
        "name": "Almaty",
        "names_ru": "Алматы",
        "synonyms": "Alma-Ata\r\n\r\nVerny",
        "parent": str(parent.pk),
        "position": "3",
        "description": "A city",
        "image": str(image.pk),
        "external_ids": "wikidata: Q35493\r\niptc: place:1",
    }
    send(boss, ADD, **typed)
    tag = Tag.objects.get(name="Almaty")
    assert (tag.slug, tag.names, tag.synonyms) == (
        "almaty",
        {"ru": "Алматы"},
        ["Alma-Ata", "Verny"],
    )
    assert (tag.parent, tag.position, tag.image, tag.description) == (parent, 3, image, "A city")
    assert dict(tag.identifiers.values_list("scheme", "value")) == {
        "wikidata": "Q35493",
        "iptc": "place:1",
    }


def test_a_page_that_is_sent_back_untouched_changes_nothing(boss):
    tag = make_tag(names={"ru": "Э"}, synonyms=["a", "b"], external_ids={"wikidata": "Q1"})
    before = Tag.objects.values().get(pk=tag.pk)
    send(boss, page_of(tag))
    assert Tag.objects.values().get(pk=tag.pk) == before


def test_a_renamed_slug_keeps_leading_here(boss):
    tag = make_tag("Energy")
    send(boss, page_of(tag), name="Power", slug="power")
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Power", "power")
    assert TagAlias.objects.get(label="energy").tag == tag
    assert "energy" in text_of(boss.get(page_of(tag)))


def test_what_is_refused_is_shown_at_its_fields_all_at_once(boss):
    make_tag("Energy")
    child_of_other_kind = make_tag("World", "section")
    typed = {
        "name": "",
        "slug": "energy",
        "position": "-1",
        "parent": str(child_of_other_kind.pk),
        "kind": "topic",
    }
    answer = send(boss, ADD, **typed)
    assert {"name", "slug", "position", "parent"} <= set(errors_of(answer))
    assert Tag.objects.count() == 2


def test_a_tag_below_itself_is_refused(boss):
    upper = make_tag("Upper")
    lower = make_tag("Lower", parent=str(upper.pk))
    assert "parent" in errors_of(send(boss, page_of(upper), parent=str(lower.pk)))


@pytest.mark.parametrize("typed", ["no colon", "a: 1\na: 2", ": x"])
def test_ids_that_are_no_pairs_are_refused(boss, typed):
    assert "external_ids" in errors_of(send(boss, ADD, name="X", external_ids=typed))


def test_the_list_is_a_tree_with_counts(boss):
    upper = make_tag("Country", "place")
    lower = make_tag("Almaty", "place", parent=str(upper.pk))
    make_published(tags=[str(lower.pk)])
    rows = [
        row.text() for row in tree_of(boss.get("/admin/articles/tag/")).css("#result_list tbody tr")
    ]
    assert ["Country" in rows[0], "Almaty" in rows[1]] == [True, True]
    cells = tree_of(boss.get("/admin/articles/tag/")).css("#result_list td.field-live_count")
    assert [cell.text() for cell in cells] == ["1", "1"]


def test_the_page_leads_to_the_drafts_that_carry_the_tag(boss):
    tag = make_tag("Energy")
    make_published("Carries it", tags=[str(tag.pk)])
    make_published("Does not")
    link = tree_of(boss.get(page_of(tag))).css_first(".panel dd a").attributes["href"]
    shown = tree_of(boss.get(link)).css("#result_list .cell-headline")
    assert [node.text() for node in shown] == ["Carries it"]


def test_merging_asks_which_one_stays_and_leaves_an_alias(boss):
    kept, gone = make_tag("Energy"), make_tag("Power")
    chosen = {"action": "merge", "_selected_action": [str(kept.pk), str(gone.pk)]}
    asking = boss.post("/admin/articles/tag/", chosen)
    page = asking.headers["Location"]
    assert "Energy" in text_of(boss.get(page))
    answer = boss.post(page, {"keep": str(kept.pk)}, follow=True)
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert "“Energy” stands for all of them now." in messages_of(answer)
    assert "merged into" in text_of(boss.get(page_of(gone)))


def test_merging_two_kinds_is_refused_with_a_sentence(boss):
    kept, gone = make_tag("Energy"), make_tag("World", "section")
    page = f"/admin/articles/tag/merge/?ids={kept.pk},{gone.pk}"
    assert "merge tags of one kind" in text_of(boss.post(page, {"keep": str(kept.pk)}))
    assert not Tag.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("ids", ["", "nonsense", "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"])
def test_merging_less_than_two_says_so(boss, ids):
    answer = boss.get(f"/admin/articles/tag/merge/?ids={ids}", follow=True)
    assert "Choose at least two tags to merge." in messages_of(answer)


def test_a_tag_is_deleted_unless_it_is_used(boss):
    used, free = make_tag("Used"), make_tag("Free")
    make_published(tags=[str(used.pk)])
    for tag in (used, free):
        answer = boss.post(page_of(tag, "delete"), follow=True)
    assert [tag.name for tag in Tag.objects.all()] == ["Used"]
    answer = boss.post(page_of(used, "delete"), follow=True)
    assert "merge it into another one" in " ".join(messages_of(answer))


def test_a_merged_tag_cannot_be_changed(boss):
    gone = make_tag("Gone")
    Tag.objects.filter(pk=gone.pk).update(
        merged_into=save_tag(values={"name": "Kept", "kind": "topic"}, by=None)
    )
    assert "was merged into another one" in text_of(send(boss, page_of(gone), name="New"))
