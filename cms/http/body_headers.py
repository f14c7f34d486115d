"""What a request's headers say of its body, as far as a body in that form is not taken."""

from http import HTTPStatus

from django.http import HttpRequest

from cms.http.problem import Refusal

_AS_IT_IS = frozenset({"", "identity"})
_UTF_8 = frozenset({"", "utf-8", "utf8"})


class UnsupportedMediaType(Refusal):
    """The body is not in a form that this address takes."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"
    title = "The request body is of another media type"


class LengthRequired(Refusal):
    """The body comes without its length (RFC 9110, section 15.5.12)."""

    status = HTTPStatus.LENGTH_REQUIRED
    code = "length_required"
    title = "Say how long the request body is"


def refuse_unread_forms(request: HttpRequest) -> None:
    """Raise `LengthRequired` for a body in chunks, which would look like an absent one, and `UnsupportedMediaType` for
    one that is compressed or in other letters than UTF-8.
    """
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        raise LengthRequired("Send the body with Content-Length, not in chunks.")
    if _word(request.META.get("HTTP_CONTENT_ENCODING")) not in _AS_IT_IS:
        message = "Send the body as it is: a compressed one (Content-Encoding) is not taken."
        raise UnsupportedMediaType(message, headers={"Accept-Encoding": "identity"})
    charset = request.content_params.get("charset") if request.content_params else None
    if _word(charset) not in _UTF_8:
        raise UnsupportedMediaType("Send the body in UTF-8, and no other charset in Content-Type.")


def _word(header: str | None) -> str:
    return (header or "").strip().lower()
