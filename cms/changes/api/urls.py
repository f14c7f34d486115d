"""The address of the change feed, below `/api/v1/`."""

from django.urls import path

from cms.changes.api.views import ChangeList

app_name = "changes"

urlpatterns = [path("changes/", ChangeList.as_view(), name="change-list")]
