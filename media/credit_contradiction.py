"""Says in a sentence when a credit line and what is said of how the image was made cannot both be right."""

from media.credit_line import CreditReading, contradicts, read
from media.disclosure import is_ai, label
from media.organisations import known


def contradiction(credit: str, term: str) -> str:
    """Return what does not fit together in a sentence that tells what to do, or nothing.

    `term` is a digital source type; nothing contradicts an empty one.
    """
    reading = read(credit)
    if not credit.strip() or not term:
        return ""
    if contradicts(reading, term):
        return _sentence(reading, term, _says(reading))
    organisation = known(reading.agency) or known(credit)
    # Whose name under a picture promises a picture of what happened.
    if organisation and is_ai(term) and not is_ai(reading.term):
        return _sentence(reading, term, f"names {organisation.name}")
    return ""


def _says(reading: CreditReading) -> str:
    if is_ai(reading.term):
        system = f" ({reading.ai_system})" if reading.ai_system else ""
        return f"says that AI made it{system}"
    return "says that AI had no part in it" if reading.denies_ai else "says that it is a photograph"


def _sentence(reading: CreditReading, term: str, says: str) -> str:
    return (
        f"The credit line “{reading.credit}” {says}, but the image is marked as "
        f"“{label(term, 'en')}”: correct the one that is wrong."
    )
