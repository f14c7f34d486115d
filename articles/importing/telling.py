"""Says what was understood of a page, and what became of it."""

from django.conf import settings

from articles.importing.order import ImportOrder
from articles.importing.reading import Understood, understand
from articles.importing.report import Imported
from articles.page import Page
from media.credit_line import CreditReading
from media.disclosure import label

_ROLES = {
    "reported_by": "reported by",
    "quoted": "quoted",
    "via": "via",
    "data_from": "data from",
}
_PHOTO = {
    "awaited": "the photo awaits its file",
    "stored": "the photo is stored",
    "attached": "the photo has its file now",
    "described": "the photo has its alternative text now",
}


def understanding(page: Page, order: ImportOrder) -> str:
    """Return, in lines for a person, what a page is understood to say."""
    understood = understand(page, order, languages=settings.NEWSROOM_LANGUAGES)
    lines = [
        f"Headline:     {page.headline}",
        f"Language:     {understood.language}",
        *_credit_lines(understood.credit),
        *_source_lines(understood),
        f"Paragraphs:   {len(page.paragraphs)}",
        f"Latest list:  {len(understood.briefs)} headlines",
        *(
            f"  {number:>2}. {headline}"
            for number, headline in enumerate(understood.briefs.values(), 1)
        ),
    ]
    return "\n".join(lines)


def summary(imported: Imported, order: ImportOrder) -> str:
    """Return in one line what became of a page."""
    what = f"“{imported.headline}” ({imported.kind}, {imported.language})"
    if imported.is_unchanged:
        said = f"{what} is here already; nothing was changed."
    else:
        parts = [f"{what}: {imported.outcome}", *_parts(imported, order)]
        said = ", ".join(parts) + "."
    lead = ["Dry run, nothing is stored:"] if order.is_rehearsal else []
    return " ".join([*lead, said, *imported.notes])


def _parts(imported: Imported, order: ImportOrder) -> list[str]:
    parts = []
    if imported.new_briefs or imported.known_briefs:
        known = f" and {imported.known_briefs} that were here" if imported.known_briefs else ""
        parts.append(f"{imported.new_briefs} new headline{_s(imported.new_briefs)}{known}")
    if imported.new_sources:
        names = " and ".join(imported.new_sources)
        parts.append(f"new source{_s(len(imported.new_sources))} {names}")
    if imported.photo:
        parts.append(_PHOTO[imported.photo])
    parts.append(f"{imported.published} published" if order.publish else "not published")
    return parts


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _credit_lines(credit: CreditReading | None) -> list[str]:
    if credit is None:
        return ["Credit line:  none; the page has no picture"]
    reading = [label(credit.term, "en") if credit.term else "does not say how the picture was made"]
    reading += [f"made with {credit.ai_system}"] if credit.ai_system else []
    reading += ["illustrative"] if credit.is_illustrative else []
    reading += [f"by {credit.creator}"] if credit.creator else []
    reading += [f"supplied by {credit.agency}"] if credit.agency else []
    evidence = ", ".join(f"“{phrase}”" for phrase in credit.evidence)
    found = f" ({credit.certainty}; {evidence})" if evidence else ""
    return [
        f"Credit line:  {credit.credit}",
        f"  read as:    {', '.join(reading)}{found}; an editor confirms",
    ]


def _source_lines(understood: Understood) -> list[str]:
    if not understood.sources:
        return ["Sources:      none named"]
    return ["Sources:"] + [
        f"  {one.name}: {_ROLES[one.role]} (“{one.evidence}”)" for one in understood.sources
    ]
