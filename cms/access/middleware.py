"""What holds for every request with a key, whatever its address below /api/.

The read API's views look at nobody (`ReadyView`), so it is here that a key that is no good is
refused and a good one is counted. A request without the header passes by at the cost of a look.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cms.access.audit import audit, is_audited
from cms.access.callers import Caller, caller_of
from cms.access.models import ApiKey
from cms.access.throttling import Rate, RateExceeded, count_request
from cms.http.problem import Refusal, refusal_response

API_PREFIX = "/api/"
CACHING = "private, no-store"
_USED_TO_THE = timedelta(minutes=1)
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_REFUSAL = 400


class KeyMiddleware:
    """Refuse a key that is no good, count one that is, and keep its answers out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "HTTP_AUTHORIZATION" not in request.META or not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        rate = None
        try:
            caller = caller_of(request)
            rate = count_request(str(caller.key), caller.rate_per_minute)
            if rate.is_exceeded:
                raise RateExceeded(rate)
            response = self.get_response(request)
        except Refusal as refusal:
            return _finished(refusal_response(refusal), rate)
        if response.status_code < _FIRST_REFUSAL:
            _write_down(request, caller, response.status_code)
        return _finished(response, rate)


def _write_down(request: HttpRequest, caller: Caller, status: int) -> None:
    """Note that the key was used, and what it wrote if nobody has; a refused request leaves no trace."""
    now = timezone.now()
    if caller.last_used_at is None or now - caller.last_used_at > _USED_TO_THE:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _USED_TO_THE)
        ApiKey.objects.filter(stale, pk=str(caller.key)).update(last_used_at=now)
    if request.method not in _READS and not is_audited(request):
        audit(request, status=status)


def _finished(response: HttpResponseBase, rate: Rate | None) -> HttpResponseBase:
    for name, value in (rate.headers() if rate else {}).items():
        response[name] = value
    response["Cache-Control"] = CACHING
    patch_vary_headers(response, ["Authorization"])
    return response
