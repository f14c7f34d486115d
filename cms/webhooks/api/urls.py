"""The addresses about webhooks, below `/api/v1/webhooks/`."""

from django.urls import path

from cms.webhooks.api import views

app_name = "webhooks"
_DELIVERY = "<uuid:webhook>/deliveries/<uuid:delivery>/"

urlpatterns = [
    path("", views.EndpointList.as_view(), name="list"),
    path(
        "acknowledgements/<str:token>/",
        views.AcknowledgementByLink.as_view(),
        name="acknowledge-by-link",
    ),
    path("<uuid:webhook>/", views.EndpointDetail.as_view(), name="detail"),
    path("<uuid:webhook>/rotate-secret/", views.SecretRotation.as_view(), name="rotate-secret"),
    path("<uuid:webhook>/test/", views.EndpointTest.as_view(), name="test"),
    path("<uuid:webhook>/redeliver/", views.EndpointRedelivery.as_view(), name="redeliver-all"),
    path("<uuid:webhook>/deliveries/", views.DeliveryList.as_view(), name="deliveries"),
    path(_DELIVERY, views.DeliveryDetail.as_view(), name="delivery"),
    path(f"{_DELIVERY}redeliver/", views.DeliveryRedelivery.as_view(), name="redeliver"),
    path(f"{_DELIVERY}acknowledge/", views.DeliveryAcknowledgement.as_view(), name="acknowledge"),
]
