"""An article of a sample load before it is stored: tags, sources and pictures by their names."""

from datetime import datetime
from typing import NamedTuple

from articles.sample_load.names import SourceName, TagName


class SampleCitation(NamedTuple):
    """What the article takes from a source; `id` is what the body's citation mark names."""

    id: str
    source: SourceName
    role: str


class SampleCorrection(NamedTuple):
    """A note that is public with the article."""

    id: str
    text: str
    at: datetime


class Sample(NamedTuple):
    """One article; `picture` and the pictures of the body are numbers in the load's own pool.

    In `html` a picture stands as `data-image-id="picture-3"`. `external_source` and `external_id` say which
    article it is: one that is stored already is left as it is. `namesakes` is the number of earlier articles of the
    load with the same headline.
    """

    external_source: str
    external_id: str
    language: str
    headline: str
    html: str
    published_at: datetime
    kicker: str = ""
    standfirst: str = ""
    section: TagName | None = None
    tags: tuple[TagName, ...] = ()
    contributors: tuple[TagName, ...] = ()
    citations: tuple[SampleCitation, ...] = ()
    picture: int | None = None
    corrections: tuple[SampleCorrection, ...] = ()
    urgency: int = 5
    namesakes: int = 0

    @property
    def all_tags(self) -> tuple[TagName, ...]:
        """The tags with the section first, each once."""
        return tuple(dict.fromkeys((*([self.section] if self.section else []), *self.tags)))
