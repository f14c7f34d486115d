"""A REST view for ready answers: what DRF promises to a client, without its cost per request."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from cms.http.negotiation import JSON, negotiate

POLICIES = ("authentication_classes", "permission_classes", "throttle_classes")


class ReadyView(APIView):
    """Base of the anonymous, cacheable reads.

    A subclass defines `get(request, …)`, which gets Django's own request and returns a ready
    response; HEAD comes with it. Method, Accept and exceptions are dealt with here. Nobody is
    identified and nothing is throttled: a subclass that asks for either is refused when it is
    defined, because it would be ignored.
    """

    http_method_names = ["get", "head", "options"]
    authentication_classes = []
    permission_classes = []
    throttle_classes = []
    renderer_classes = [JSONRenderer]
    media_types: tuple[str, ...] = (JSON,)
    get: Callable[..., HttpResponseBase]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        ignored = [name for name in POLICIES if getattr(cls, name)]
        if ignored:
            raise ImproperlyConfigured(
                f"{cls.__name__} sets {', '.join(ignored)}, which a ReadyView never looks at: "
                "derive it from APIView."
            )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request; `media_type` holds what the client prefers of `media_types`."""
        try:
            if request.method in {"GET", "HEAD"}:
                self.media_type = negotiate(request, self.media_types)
                return self.get(request, *args, **kwargs)
            if request.method == "OPTIONS":
                return self._describe()
            raise MethodNotAllowed(
                str(request.method),
                f"{request.method} is not allowed here: this address is read-only.",
            )
        except Exception as exception:  # noqa: BLE001 - the handler decides, and re-raises defects
            return self.handle_exception(exception)

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """Hand a defect to Django, which logs it and answers 500."""
        raise exc

    def _describe(self) -> HttpResponse:
        headers = {"Allow": ", ".join(self.allowed_methods)}
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
