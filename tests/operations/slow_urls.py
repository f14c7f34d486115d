import os
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import urlpatterns as ours


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(2)
    return HttpResponse(str(os.getpid()))


def budget(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(settings.DATABASE_STATEMENT_TIMEOUT_MS))


urlpatterns = [*ours, path("slow", slow), path("budget", budget)]
