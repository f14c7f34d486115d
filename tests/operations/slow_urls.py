import os
import time

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import urlpatterns as ours


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(2)
    return HttpResponse(str(os.getpid()))


urlpatterns = [*ours, path("slow", slow)]
