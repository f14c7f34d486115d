"""A busy newsroom in a process of its own: `python -m tests.articles.press SEED`; it works until it is killed.

It publishes, renames, merges, moves, corrects, withdraws and rebuilds at random, through the verbs alone. Refusals are
part of the work; anything else is written to standard output as `DEFECT …`. The first line says that it is at work.
"""

import os
import random
import sys
import traceback

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
# By this name PostgreSQL knows the connections of all presses.
os.environ["PGAPPNAME"] = "press"

import django

django.setup()

from django.db import OperationalError

from articles.correcting import correct
from articles.drafts import save_draft
from articles.killing import kill_image
from articles.merging import merge_tags
from articles.models import Article, Source, Tag
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.sourcing import rename_source
from articles.vocabulary import rename_tag, save_tag
from articles.withdrawing import withdraw
from cms.changes.numbering import number_pending
from cms.http.failures import is_overload
from cms.http.problem import Refusal
from media.library import describe_image
from media.models import Image
from tests.articles.builders import citation_of, use_of


class Press:
    """One worker with its own luck."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0

    def one(self, model):
        ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
        return model.objects.get(pk=self.chance.choice(ids))

    def name(self) -> str:
        self.count += 1
        return f"Word {self.chance.randrange(10**6)}"

    def tag_ids(self) -> list[str]:
        tags = Tag.objects.filter(merged_into=None, kind="topic").order_by("pk")
        ids = [str(id_) for id_ in tags.values_list("pk", flat=True)]
        return self.chance.sample(ids, min(len(ids), self.chance.randrange(4)))

    def write(self) -> None:
        changes = {
            "headline": self.name(),
            "body": f"<p>{self.name()}</p>",
            "tags": self.tag_ids(),
            "citations": [citation_of(self.one(Source))],
            "lead_image": use_of(self.one(Image)) if self.chance.random() < 0.5 else None,
        }
        save_draft(article=self.one(Article).id, changes=changes, by=None)

    def publish(self) -> None:
        publish(article=self.one(Article).id, by=None)

    def write_and_publish(self) -> None:
        self.write()
        self.publish()

    def withdraw(self) -> None:
        kind = self.chance.choice(["withdrawn", "expired", "killed"])
        withdraw(article=self.one(Article).id, kind=kind, by=None)

    def correct(self) -> None:
        correct(article=self.one(Article).id, kind="correction", text=self.name(), by=None)

    def rename_tag(self) -> None:
        rename_tag(tag=self.one(Tag).id, name=self.name(), by=None)

    def move_tag(self) -> None:
        parent = self.one(Tag).id if self.chance.random() < 0.8 else None
        save_tag(tag=self.one(Tag).id, values={"parent": parent}, by=None)

    def merge_tags(self) -> None:
        if Tag.objects.filter(merged_into=None).count() > 4:
            merge_tags(loser=self.one(Tag).id, winner=self.one(Tag).id, by=None)
        save_tag(values={"name": self.name(), "kind": "topic"}, by=None)

    def rename_source(self) -> None:
        rename_source(source=self.one(Source).id, name=self.name(), by=None)

    def describe_image(self) -> None:
        describe_image(image=self.one(Image).id, values={"alt": {"en": self.name()}}, by=None)

    def kill_image(self) -> None:
        if self.chance.random() < 0.1 and Image.objects.filter(killed_at=None).count() > 2:
            kill_image(image=self.one(Image).id, by=None)

    def rebuild(self) -> None:
        rebuild_due()

    def number(self) -> None:
        number_pending()

    def work(self) -> None:
        jobs = [
            self.write, self.publish, self.write_and_publish, self.write_and_publish, self.withdraw, self.correct,
            self.rename_tag, self.move_tag, self.merge_tags, self.rename_source, self.describe_image, self.kill_image,
            self.rebuild, self.number,
        ]  # fmt: skip
        while True:
            job = self.chance.choice(jobs)
            try:
                job()
            except Refusal:
                continue
            except OperationalError as error:
                if not is_overload(error) or "deadlock" in str(error):
                    self.report(job.__name__)
            except Exception:  # noqa: BLE001 - it is what the test looks for
                self.report(job.__name__)

    def report(self, job: str) -> None:
        sys.stdout.write(f"DEFECT in {job}: {traceback.format_exc()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    Press(int(sys.argv[1])).work()
