"""From a sample to the content that the verbs take: names become ids."""

import re
from typing import Any

from articles.sample_load.known import Known
from articles.sample_load.sample import Sample, SampleCitation, SampleCorrection

_PICTURE = re.compile(r'(?<=data-image-id=")picture-(\d+)(?=")')


def content_of(sample: Sample, known: Known) -> dict[str, Any]:
    """Return the part of `articles.content.Content` that a sample says; no body makes a brief."""
    tags = [known.tags[tag[:2]] for tag in sample.all_tags]
    return {
        "kind": "story" if sample.html else "brief",
        "language": sample.language,
        "kicker": sample.kicker,
        "headline": sample.headline,
        "standfirst": sample.standfirst,
        "body": _PICTURE.sub(lambda match: known.pictures[int(match[1])], sample.html),
        "section": tags[0] if sample.section else None,
        "tags": tags,
        "contributors": [
            {"tag": known.tags[one[:2]], "role": "author"} for one in sample.contributors
        ],
        "lead_image": _lead_image(sample, known),
        "citations": [_citation(one, known) for one in sample.citations],
        "corrections": [_correction(one) for one in sample.corrections],
        "urgency": sample.urgency,
        "published_at": sample.published_at.isoformat(),
        "external_source": sample.external_source,
        "external_id": sample.external_id,
    }


def _lead_image(sample: Sample, known: Known) -> dict[str, str] | None:
    if sample.picture is None:
        return None
    return {"image": known.pictures[sample.picture], "alt": "", "caption": ""}


def _citation(citation: SampleCitation, known: Known) -> dict[str, Any]:
    return {
        "id": citation.id,
        "source": known.sources[citation.source.name],
        "role": citation.role,
        "url": "",
        "title": "",
        "published_at": None,
        "accessed_at": None,
        "is_suggested": False,
    }


def _correction(correction: SampleCorrection) -> dict[str, str]:
    return {
        "id": correction.id,
        "kind": "correction",
        "text": correction.text,
        "at": correction.at.isoformat(),
    }
