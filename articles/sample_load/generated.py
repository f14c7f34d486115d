"""Made-up articles of realistic size and distribution: the same seed and number, the same article."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple, TypeVar
from uuid import UUID

from articles.sample_load.names import (
    COMMONEST,
    SECTIONS,
    SOURCES,
    SUBJECTS,
    WRITERS,
    TagName,
)
from articles.sample_load.phrases import PHRASES
from articles.sample_load.sample import Sample, SampleCitation, SampleCorrection

_Name = TypeVar("_Name")
SOURCE_NAME = "sample-load"
PICTURES = 12
SPAN = timedelta(days=730)
# A brief is a headline alone, as agencies send it first; some stories wait for a picture.
_BRIEFS = 0.1
_WITH_PICTURE = 0.8
_SHARES = {"en": 0.80, "ru": 0.12, "kk": 0.08}
# Fewest, most and likeliest: most articles are short and a few are long, as agencies send them. The page that this grew
# from has 190 words, and so have these on average. A few more come with the last paragraph, and with a list or a quote.
_WORDS = (40, 350, 60)
_MOST_SENTENCES = 12
_MOST_PARAGRAPHS = 14
_STOCK = 4000
_PARAGRAPHS = 1000
_HEADINGS = 300
_PARAGRAPHS_OF_A_NAME = 4


def _zipf(count: int) -> list[float]:
    """Return the cumulative weights of ranks 1, 2, 3 …: falling off as tags in a newsroom do (Zipf)."""
    return list(accumulate(1 / (rank + 3) for rank in range(1, count + 1)))


_SUBJECT_WEIGHTS, _SOURCE_WEIGHTS = _zipf(len(SUBJECTS)), _zipf(len(SOURCES))
_WRITER_WEIGHTS, _SECTION_WEIGHTS = _zipf(len(WRITERS)), _zipf(len(SECTIONS))


def generated(*, seed: int, number: int, until: datetime, languages: list[str]) -> Sample:
    """Return article `number` of the load with this seed, from the two years before `until`.

    `languages` are those of the newsroom; at least one of en, ru and kk.
    """
    rng = Random(f"{seed}/{number}")  # noqa: S311 - chance for sample texts, not for secrets
    language = _language(rng, languages)
    text = _Text(rng, language)
    published_at = until - timedelta(seconds=rng.randrange(1, int(SPAN.total_seconds())))
    tags = _tags(rng)
    brief = Sample(
        external_source=SOURCE_NAME,
        external_id=f"{seed}/{number}",
        language=language,
        # With its number: hardly ever have two articles the same headline.
        headline=f"{tags[0].name} {number + 1}: {text.phrase()}",
        html="",
        published_at=published_at.replace(microsecond=0),
        section=rng.choices(SECTIONS, cum_weights=_SECTION_WEIGHTS)[0],
        tags=tags,
        citations=(_citation(rng),),
        urgency=rng.choice((3, 4, 5, 5, 5, 6)),
    )
    return brief if rng.random() < _BRIEFS else _story(brief, rng, text)


def _story(brief: Sample, rng: Random, text: "_Text") -> Sample:
    """Return the story that a brief becomes."""
    citations = (*brief.citations, *(_citation(rng) for _ in range(rng.choice((0, 0, 1, 1, 2)))))
    return brief._replace(
        html=text.body(brief.tags, citations),
        kicker=_kicker(brief) if rng.random() < 0.5 else "",
        standfirst=text.sentence(),
        contributors=tuple(_several(rng, WRITERS, _WRITER_WEIGHTS, rng.choice((1, 1, 1, 1, 2)))),
        citations=citations,
        picture=rng.randrange(PICTURES) if rng.random() < _WITH_PICTURE else None,
        corrections=_corrections(rng, text, brief.published_at),
    )


def _language(rng: Random, languages: list[str]) -> str:
    known = [language for language in _SHARES if language in languages]
    return rng.choices(known, [_SHARES[language] for language in known])[0]


def _tags(rng: Random) -> tuple[TagName, ...]:
    """Return 2 to 4 tags beside the section; the commonest one on half of all articles."""
    count = rng.randint(2, 4)
    common = [COMMONEST] if rng.random() < 0.5 else []
    rest = _several(rng, SUBJECTS, _SUBJECT_WEIGHTS, count - len(common))
    return (*rest, *common)


def _several(rng: Random, names: list[_Name], weights: list[float], count: int) -> list[_Name]:
    """Return `count` different names, each about as often as its weight says."""
    found: dict[_Name, None] = {}
    while len(found) < count:
        found.update(dict.fromkeys(rng.choices(names, cum_weights=weights, k=count - len(found))))
    return [*found]


def _kicker(brief: Sample) -> str:
    section = brief.section
    return dict(section.names).get(brief.language, section.name) if section else ""


def _id(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def _citation(rng: Random) -> SampleCitation:
    source = rng.choices(SOURCES, cum_weights=_SOURCE_WEIGHTS)[0]
    return SampleCitation(_id(rng), source, rng.choice(("reported_by", "quoted", "via")))


def _corrections(
    rng: Random, text: "_Text", published_at: datetime
) -> tuple[SampleCorrection, ...]:
    if rng.random() >= 0.02:
        return ()
    at = (published_at + timedelta(hours=2)).replace(microsecond=0)
    return (SampleCorrection(_id(rng), text.sentence(), at),)


class _Line(NamedTuple):
    """A made-up sentence, the headline that says the same, and how many words the sentence has."""

    sentence: str
    phrase: str
    words: int


@cache
def _lines(language: str) -> list[_Line]:
    """Return the stock of sentences: drawing a ready one costs a quarter of putting one together."""
    rng, phrases = Random(language), PHRASES[language]  # noqa: S311 - as above
    parts = (phrases.who, phrases.did, phrases.what, phrases.how)
    drawn = zip(*(rng.choices(some, k=_STOCK) for some in parts), strict=True)
    return [_line(phrases.order, *parts) for parts in drawn]


def _line(order: str, who: str, did: str, what: str, how: str) -> _Line:
    sentence = order.format(who=who, did=did, what=what, how=how)
    phrase = " ".join(order.format(who=who, did=did, what=what, how="").removesuffix(".").split())
    return _Line(sentence[0].upper() + sentence[1:], phrase, sentence.count(" ") + 1)


class _Paragraph(NamedTuple):
    """Three made-up sentences: the first one, the others, and how many words all have."""

    first: str
    others: str
    words: int


@cache
def _paragraphs(language: str) -> list[_Paragraph]:
    """Return the stock of paragraphs: agencies' texts and standing explanations come again and again."""
    rng = Random(f"{language} paragraphs")  # noqa: S311 - as above
    return [_paragraph(rng, language) for _ in range(_PARAGRAPHS)]


@cache
def _paragraphs_about(name: str, language: str) -> list[_Paragraph]:
    """Return the stock of paragraphs that begin with a name."""
    rng = Random(f"{language}/{name}")  # noqa: S311 - as above
    plain = [_paragraph(rng, language) for _ in range(_PARAGRAPHS_OF_A_NAME)]
    return [one._replace(first=f"{name}: {one.first}", words=one.words + 1) for one in plain]


def _paragraph(rng: Random, language: str) -> _Paragraph:
    first, second, third = rng.choices(_lines(language), k=3)
    words = first.words + second.words + third.words
    return _Paragraph(first.sentence, f"{second.sentence} {third.sentence}", words)


class _Text:
    """Sentences and paragraphs drawn at once, given out one by one: many cost little more than one."""

    def __init__(self, rng: Random, language: str) -> None:
        self._rng, self._language = rng, language
        self._drawn = iter(rng.choices(_lines(language), k=_MOST_SENTENCES))

    def sentence(self) -> str:
        """Return a sentence with its capital and its full stop."""
        return next(self._drawn).sentence

    def phrase(self) -> str:
        """Return a sentence as a headline ends: no capital, no full stop, not how it was done."""
        return next(self._drawn).phrase

    def body(self, tags: tuple[TagName, ...], citations: tuple[SampleCitation, ...]) -> str:
        """Return 50 to 450 words of clean HTML that name the tags and mark a passage for each citation."""
        wanted, blocks, count = self._rng.triangular(*_WORDS), [], 0
        marks = [*citations]
        for paragraph in self._about([tag.name for tag in reversed(tags)]):
            count += paragraph.words
            if marks:
                mark = f'<span data-citation-id="{marks.pop().id}">'
                blocks.append(f"<p>{mark}{paragraph.first}</span></p>")
                blocks.append(f"<p>{paragraph.others}</p>")
            else:
                blocks.append(f"<p>{paragraph.first} {paragraph.others}</p>")
            if count >= wanted:
                break
        return "".join(self._with_variety(blocks))

    def _about(self, names: list[str]) -> Iterator[_Paragraph]:
        """Yield a paragraph that begins with each of the names, then any others."""
        for name in names:
            yield self._rng.choice(_paragraphs_about(name, self._language))
        yield from self._rng.choices(_paragraphs(self._language), k=_MOST_PARAGRAPHS)

    def _with_variety(self, blocks: list[str]) -> list[str]:
        """Put a heading in the middle, and here and there a quote, a list, a link or a picture."""
        middle = len(blocks) // 2
        heading = self._rng.choice(_lines(self._language)[:_HEADINGS]).phrase
        blocks.insert(middle, f"<h2>{heading.capitalize()}</h2>")
        chance = self._rng.random()
        if chance < 0.3:
            blocks.insert(middle, f"<blockquote><p>{self.sentence()}</p></blockquote>")
        elif chance < 0.5:
            items = "".join(f"<li><p>{self.sentence()}</p></li>" for _ in range(3))
            blocks.append(f"<ul>{items}</ul>")
        elif chance < 0.7:
            link = f'<a href="https://reports.example/{self._rng.randrange(10_000)}">'
            blocks.append(f"<p>{self.sentence()} {link}{self.phrase()}</a>.</p>")
        elif chance < 0.8:
            picture = self._rng.randrange(PICTURES)
            blocks.insert(1, f'<figure data-image-id="picture-{picture}"></figure>')
        return blocks
