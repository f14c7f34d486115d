"""An address that needs scopes, for the tests of whatever needs scopes."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.views import APIView

from cms.access.audit import audit
from cms.access.authentication import KeyAuthentication
from cms.access.callers import caller_of
from cms.access.permissions import Needs, require


class Notes(APIView):
    """Reads need `drafts:read`, writes `articles:write`, and publishing as well `articles:publish`."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [Needs("articles:write", reading="drafts:read")]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say who is asking."""
        return HttpResponse(caller_of(request).name)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write, with a line of its own or without."""
        if "publish" in request.GET:
            require(request, "articles:publish")
        if "audited" in request.GET:
            with transaction.atomic():
                audit(request, thing_type="note", thing="7", status=201)
        return HttpResponse(status=201)


urlpatterns = [path("api/v1/notes/", Notes.as_view())]
