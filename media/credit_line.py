"""What a photo's credit line says: AI or not, which system, illustrative, who made it.

The reading is a suggestion with its evidence; an editor confirms. The line itself is kept as it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from media import ai_systems, ai_words, credit_names
from media.disclosure import is_ai, public_class, source_type
from media.organisations import known
from media.source_types import AI_COMPOSITE, AI_EDITED, AI_GENERATED, PHOTO

CERTAIN: Final = "certain"
LIKELY: Final = "likely"
POSSIBLE: Final = "possible"
NOTHING_READ: Final = "none"

_TERM_OF_CLASS: Final = {
    AI_GENERATED: "trainedAlgorithmicMedia",
    AI_EDITED: "compositeWithTrainedAlgorithmicMedia",
    AI_COMPOSITE: "compositeSynthetic",
}


@dataclass(frozen=True, slots=True)
class CreditReading:
    """What a credit line says. ``credit`` is the line as written; empty means "does not say".

    ``certainty`` is of the term: certain (said in words), likely (by a system's name),
    possible (only the label before the colon says so), none. ``evidence`` quotes the phrases.
    """

    credit: str
    term: str = ""
    ai_system: str = ""
    is_illustrative: bool = False
    creator: str = ""
    agency: str = ""
    certainty: str = NOTHING_READ
    evidence: tuple[str, ...] = ()
    denies_ai: bool = False


@dataclass(frozen=True, slots=True)
class _AiReading:
    term: str
    system: str
    certainty: str
    evidence: tuple[str, ...]


# The label before the names, with the term that it suggests. The first that fits counts.
_LABEL_SPELLINGS: Final = {
    "compositeCapture": r"photo[\s-]?(?:collage|montage|composite)|фото(?:коллаж|монтаж)\w*",
    "composite": r"(?:collage|montage|composite)(?: image)?|photo illustration|коллаж\w*|монтаж",
    "screenCapture": (
        r"screen\s?(?:shot|grab|capture)|скриншот\w*|скрин|снимок экрана|кадр из видео"
        r"|экран көшірмесі"
    ),
    "dataDrivenMedia": r"infographics?|info[\s-]graphic|map|chart|инфографика|карта|график",
    "digitalCreation": (
        r"illustrations?|illus\.?|drawing|cartoon|artwork|art|render(?:ing)?|sketch"
        r"|иллюстрация|рисунок|карикатура|рендер|суретші|карикатурасы"
    ),
    "digitalCapture": (
        r"(?:(?:file|stock|handout|archive|main|cover|lead) )?"
        r"(?:photo(?:s|graph|graphs|graphy|grapher)?|pic)"
        r"|(?:архивное )?фото(?:граф|графия|графии)?|фотосурет\w*|фототүсірім"
    ),
    "": (
        r"(?:\w+ )?images?|picture|graphic|visual|credits?|source|courtesy|painting|still|video"
        r"|изображение|картинка|картина|графика|источник(?: фото)?|обложка|видео"
        r"|(?:көрнекі )?сурет(?:тер)?|кескін"
    ),
}
_LABELS: Final = tuple(
    (term, re.compile(rf"(?:{spellings})(?!\w)", re.IGNORECASE))
    for term, spellings in _LABEL_SPELLINGS.items()
)
_AFTER_LABEL: Final = re.compile(
    r"\s*(?:credit|courtesy|автора?|источник)?\s*[:/|©—–]\s*(?:by\s+)?"
    r"|\s+(?:credit\s+)?(?:by|from|courtesy(?:\s+of)?|via)\s*:?\s+"
    r"|\s*$|\s+-\s+",
    re.IGNORECASE,
)
_CYRILLIC_NAME: Final = re.compile(
    r"\s+(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z«]|из\s|с\s|предоставлен|автор|видео|пресс)"
)
_NO_PICTURE: Final = re.compile(
    r"video|source|courtesy|map|chart|видео|карта|график|источник(?! фото)", re.IGNORECASE
)
_PICTURE: Final = re.compile(
    r"image|picture|photo|illustration|art\b|изображен|картин|фото|иллюстрац|сурет|кескін",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(r"\w+s\b", re.IGNORECASE)
_ENDS_SENTENCE: Final = re.compile(r"\w{4,}[.!?]$")
_LONGEST_UNLABELLED: Final = 120
_LONGEST_CLAIM: Final = 50
_BY: Final = re.compile(r"\bby\s*:?\s*$|граф\b|photographer", re.IGNORECASE)
_ILLUSTRATIVE: Final = re.compile(
    r"\bill(?:us|ustration|ustrative|ustrated)?\.?\s+(?:purposes?|use|image|photo|picture)\b"
    r"|\billustrative\b|\bfor illustration\b|\b(?:symbolic|representational) (?:image|photo)\b"
    r"|иллюстративн\w*|\bдля иллюстрации\b|\bв качестве иллюстрации\b|\bилл\.(?=\s|$)"
    r"|\bкөрнекі(?:лік)?\b(?:\s+(?:сурет|мақсатта|үшін)\w*)?|\bиллюстрациялық\b"
    r"|\bиллюстрация ретінде\b",
    re.IGNORECASE,
)
_ILLUSTRATION_LABEL: Final = re.compile(r"illus|иллюстрац", re.IGNORECASE)
_NAMED_TOOL: Final = re.compile(
    r"\b(?:with|using|in|via|through|by|by means of|нейросет\w+|ИИ|AI|ЖИ|с помощью|при помощи"
    r"|через|в|made|created|generated)\s+[«\"“]?$|^\s*[»\"”]?\s*(?:көмегімен|арқылы)",
    re.IGNORECASE,
)


def read(line: str) -> CreditReading:
    """Read a credit line in English, Russian or Kazakh; any text is accepted."""
    text = _plain(line)
    term, label, rest = _labelled(text)
    ai = _ai_reading(text, rest)
    purpose = _ILLUSTRATIVE.search(text)
    names = credit_names.read(_without(rest, ai), by=_BY.search(label) is not None)
    return CreditReading(
        credit=line.strip(),
        term=ai.term if ai else term,
        ai_system=ai.system if ai else "",
        is_illustrative=bool(purpose or (ai and _ILLUSTRATION_LABEL.match(label))),
        creator=names.creator,
        agency=names.agency,
        certainty=ai.certainty if ai else POSSIBLE if term else NOTHING_READ,
        evidence=_evidence(ai, purpose, label.strip(" :") if term and not ai else ""),
        denies_ai=ai_words.denies(text),
    )


def is_credit_line(line: str) -> bool:
    """Whether a line of a page is a picture's credit rather than a sentence.

    It starts with a label and a colon; or it is short, ends without a full stop and is a label
    before a name, a copyright sign, an agency with a person, or says that AI made a picture.
    """
    text = _plain(line)
    _, label, rest = _labelled(text)
    if _NO_PICTURE.match(label) or not rest:
        return False
    if label.rstrip().endswith((":", "/", "©")):
        return True
    if len(text) > _LONGEST_UNLABELLED or _ENDS_SENTENCE.search(text):
        return False
    if label:
        return rest[0].isupper() or _CYRILLIC_NAME.match(f" {rest}") is not None
    if text.startswith("©"):
        return True
    if len(text) <= _LONGEST_CLAIM and ai_words.claims(text) and _PICTURE.search(text):
        return True
    reading = read(line)
    return bool(reading.creator) and known(reading.agency) is not None


def names_a_maker(line: str) -> bool:
    """Whether the line names an AI system, a known agency, or a person alone after its label.

    "Photos: Snow Covers the Coast" is a headline, "Photo: Anna Lee" is none.
    """
    reading = read(line)
    is_person = len(reading.creator.split()) == 2 and not _PLURAL.match(_plain(line))
    return is_ai(reading.term) or known(reading.agency) is not None or is_person


def contradicts(reading: CreditReading, term: str) -> bool:
    """Whether the line and the stored term cannot both be right about AI; never for no term.

    A line that says AI contradicts every term that does not; a line that says photo or
    "no AI" contradicts the AI terms.
    """
    if source_type(term) is None:
        return False
    if is_ai(reading.term):
        return not is_ai(term)
    denies = reading.denies_ai or public_class(reading.term) == PHOTO
    return is_ai(term) and denies


def _plain(line: str) -> str:
    """The line as one run of words with plain apostrophes, so that patterns stay short."""
    text = unicodedata.normalize("NFKC", line).replace("’", "'").replace("‑", "-")
    return " ".join(text.split())


def _labelled(text: str) -> tuple[str, str, str]:
    """The term that the label suggests, the label with what parts it from the names, the rest."""
    for term, pattern in _LABELS:
        label = pattern.match(text)
        after = label and _after(text, label)
        if label and after:
            return term, label[0] + after[0], text[after.end() :]
    return "", "", text


def _after(text: str, label: re.Match[str]) -> re.Match[str] | None:
    """What parts the label from the names; in Cyrillic a space before a name is enough."""
    parted = _AFTER_LABEL.match(text, label.end())
    if parted is None and not label[0].isascii():
        return _CYRILLIC_NAME.match(text, label.end())
    return parted


def _ai_reading(text: str, rest: str) -> _AiReading | None:
    if ai_words.denies(text):
        return None
    said = ai_words.claims(text)
    system = next((m for m in ai_systems.mentions(text) if _believed(m, text, rest, said)), None)
    if not said and system is None:
        return None
    named = () if system is None else (text[system.start : system.end],)
    public = said[0].public_class if said else ai_words.class_of(text, within=text)
    return _AiReading(
        term=_TERM_OF_CLASS[public],
        system=system.name if system else "",
        certainty=CERTAIN if said else LIKELY,
        evidence=(*(claim.phrase for claim in said), *named),
    )


def _believed(
    mention: ai_systems.Mention, text: str, rest: str, said: tuple[ai_words.AiClaim, ...]
) -> bool:
    """Whether the name means the system here, by its tier and the words around it."""
    if mention.tier == ai_systems.DISTINCT or said:
        return True
    before, after = text[: mention.start], text[mention.end :]
    if _NAMED_TOOL.search(before) or _NAMED_TOOL.search(after):
        return mention.tier == ai_systems.ALONE or not re.search(r"\bby\s+$", before)
    name = text[mention.start : mention.end]
    return mention.tier == ai_systems.ALONE and credit_names.is_all(rest, name, _is_no_name)


def _without(rest: str, ai: _AiReading | None) -> str:
    """The part of the line that may name people: less what speaks of AI or of purpose."""
    phrases = ai.evidence if ai else ()
    kept = []
    for part in credit_names.parts(rest):
        if any(phrase in part for phrase in phrases):
            kept.append(credit_names.person_before(part, phrases))
        elif not _is_no_name(part) or (ai is None and ai_systems.is_maker(part)):
            kept.append(part)
    return "".join(kept)


def _is_no_name(part: str) -> bool:
    """Whether the part speaks of the purpose, of AI or of a maker of AI systems."""
    return (
        _ILLUSTRATIVE.search(part) is not None or ai_words.denies(part) or ai_systems.is_maker(part)
    )


def _evidence(ai: _AiReading | None, purpose: re.Match[str] | None, label: str) -> tuple[str, ...]:
    found = [*(ai.evidence if ai else ()), purpose[0] if purpose else "", label]
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))
