"""Names that others give to their things: where it comes from, and its id there."""

from collections.abc import Iterator

from cms.http.problem import FieldError


def external_id_problems(origin: object, id_: object) -> Iterator[FieldError]:
    """Say what is wrong with an `external_source` and an `external_id` together.

    The two stand in addresses (`by-external-id/{source}/{id}/`). An id may hold slashes, so that a source may not.
    """
    if bool(origin) != bool(id_):
        message = "Give external_source and external_id together, or neither."
        yield FieldError("external_id", "incomplete", message)
    if isinstance(origin, str) and "/" in origin:
        message = (
            "external_source: write it without a slash, which parts it from the id in addresses."
        )
        yield FieldError("external_source", "slash", message)
