"""The document of the tag or source that a list is filtered by, for `include=tag`."""

from collections.abc import Mapping

from articles.public_things import find_thing
from articles.thing_representation import thing_detail
from cms.http.labels import Labels
from cms.http.problem import BadRequest, FieldError


def label_document(name: str, labels: Mapping[str, Labels]) -> bytes:
    """Return the detail of the one thing that a list's parameter `name` asks for; raises `BadRequest` for several."""
    given = labels.get(name)
    words = [word for group in given.all_of for word in group] if given else []
    if len(words) != 1:
        message = f"include: “{name}” needs exactly one {name}= in the same request."
        raise BadRequest(errors=[FieldError("include", "needs_one", message)])
    type_ = "source" if name == "source" else "tag"
    found = find_thing(type_, words[0], columns=("document", "tail"))
    return thing_detail(found)
