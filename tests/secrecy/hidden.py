"""What the public must not see: every field that only a draft, an unused thing or a person has, with a canary in it."""

import itertools
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles.drafts import delete_draft, duplicate, save_draft
from articles.scheduling import schedule
from articles.translating import start_translation_group
from articles.vocabulary import save_tag
from cms.access.models import User
from media.library import describe_image
from tests.articles.builders import citation_of, make_source, make_tag, use_of
from tests.secrecy.newsroom import Public, ids, picture

CANARY = re.compile(r"zqcanary[0-9]+z")


class Hidden:
    """Adds what is hidden, a little after every public step; each text in it is a canary of its own."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self.words: list[str] = []
        self.ids: set[str] = set()
        self.slugs: list[str] = []
        self._has_translated = False

    def __call__(self, made: Public) -> None:
        person = self._person()
        self._drafts(made, person)
        # The ferry's own draft goes out once more, until something else is gone.
        drafted = {"harbour", "gavan", "gone"} | ({"ferry"} if "gone" in made else set())
        for name in sorted(drafted & set(made)):
            self._newer_draft(made[name].id, person)
        self._tags_around(made)
        self._unpublished_fields(made)

    def word(self) -> str:
        """Return a canary that nothing else holds."""
        self.words.append(f"zqcanary{next(self._numbers)}z")
        return self.words[-1]

    def _keep(self, thing: Any) -> Any:
        self.ids.add(str(thing.pk))
        if slug := getattr(thing, "slug", ""):
            self.slugs.append(slug)
        return thing

    def _person(self) -> User:
        name = self.word()
        return self._keep(
            User.objects.create_user(
                name,
                email=f"{self.word()}@news.example",
                first_name=self.word(),
                last_name=self.word(),
            )
        )

    def _tag(self, **values: Any) -> Any:
        picture_of_it = self._image()
        given = {
            "description": self.word(), "names": {"ru": self.word()}, "synonyms": [self.word()],
            "external_ids": {"wikidata": self.word()}, "image": str(picture_of_it.id),
        }  # fmt: skip
        return self._keep(make_tag(self.word(), **given | values))

    def _source(self) -> Any:
        return self._keep(make_source(self.word(), homepage=f"https://{self.word()}.example/"))

    def _image(self) -> Any:
        texts = ("title", "credit", "creator", "copyright", "licence", "usage_terms", "ai_system")
        colour = f"#{next(self._numbers):06x}"
        values: dict[str, Any] = {name: self.word() for name in texts}
        values |= {"alt": {"en": self.word()}, "caption": {"en": self.word(), "ru": self.word()}}
        return self._keep(picture(colour, width=32, height=24, **values))  # Hundreds are decoded.

    def _content(self) -> dict[str, Any]:
        tag, source, image = self._tag(), self._source(), self._image()
        citation = citation_of(source, title=self.word(), url=f"https://x.example/{self.word()}")
        self.ids.add(citation["id"])
        lines = (
            "kicker",
            "headline",
            "list_headline",
            "standfirst",
            "byline",
            "seo_title",
            "seo_description",
        )
        caption = f"<figcaption>{self.word()}</figcaption>"
        figure = f'<figure data-image-id="{image.id}" data-alt="{self.word()}">{caption}</figure>'
        marked = f'<p><span data-citation-id="{citation["id"]}">{self.word()}</span></p>'
        contributor = self._tag(kind="contributor")
        correction = {
            "id": str(citation_of(source)["id"]), "kind": "correction", "text": self.word(),
            "at": timezone.now().isoformat(),
        }  # fmt: skip
        return {name: self.word() for name in lines} | {
            "body": f"{marked}{figure}", "tags": [str(tag.id), str(contributor.id)], "citations": [citation],
            "lead_image": use_of(image, self.word(), self.word()), "corrections": [correction],
            "contributors": [{"tag": str(contributor.id), "role": self.word()}],
            "canonical_url": f"https://{self.word()}.example/", "urgency": 1, "ai_use": "generated",
        }  # fmt: skip

    def _drafts(self, made: Public, person: User) -> None:
        """Write an article that is to go out in a year, a copy of it, and one that is thrown away."""
        self.slugs.append(self.word())
        own = {
            "slug": self.slugs[-1], "language": "kk", "external_source": self.word(), "external_id": self.word(),
            "pins": ids(made, "harbour") if "harbour" in made else [], "translation_group": self._group(made),
        }  # fmt: skip
        content = self._content() | own
        saved = save_draft(changes=content, by=person, reason=self.word(), responsible=person)
        article = self._keep(saved.article)
        at = timezone.now() + timedelta(days=365)
        self._keep(schedule(article=article.id, verb="publish", at=at, by=person))
        self._keep(duplicate(article=article.id, by=person).article)
        thrown_away = self._keep(save_draft(changes=self._content(), by=person).article)
        delete_draft(article=thrown_away.id)

    def _group(self, made: Public) -> str:
        """Return a group of translations: once that of a public article, else one of its own."""
        free = "group" in made and not self._has_translated
        self._has_translated |= free
        return str(made["group"].id if free else start_translation_group().id)

    def _newer_draft(self, article: UUID, person: User) -> None:
        """Write a newer draft of a public article, with another slug, and leave another one open."""
        self.slugs.append(self.word())
        own = {
            "slug": self.slugs[-1],
            "kind": "brief",
            "pins": [],
            "section": None,
            "translation_group": None,
        }
        content = self._content() | own
        save_draft(article=article, changes=content, by=person, reason=self.word())
        save_draft(article=article, changes={"headline": self.word()}, by=person, is_autosave=True)

    def _tags_around(self, made: Public) -> None:
        """Hang hidden tags below and between what may be public."""
        if "shipping" in made:
            self._tag(parent=str(made["shipping"].id))
            self._tag(kind="section", parent=str(made["city"].id), position=0)

    def _unpublished_fields(self, made: Public) -> None:
        """Change what of public things is never shown."""
        if "tug" in made:
            values = {name: self.word() for name in ("title", "external_source", "external_id")}
            describe_image(image=made["tug"].id, values=values, by=None)
        if "shipping" in made:
            save_tag(tag=made["shipping"].id, values={"synonyms": [self.word()]}, by=None)
