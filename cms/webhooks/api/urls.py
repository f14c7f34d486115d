"""The addresses about webhooks, below `/api/v1/webhooks/`."""

from django.urls import path

from cms.webhooks.api import deliveries, endpoints

app_name = "webhooks"
_DELIVERY = "<uuid:webhook>/deliveries/<uuid:delivery>/"

urlpatterns = [
    path("", endpoints.EndpointList.as_view(), name="list"),
    path(
        "acknowledgements/<str:token>/",
        deliveries.AcknowledgementByLink.as_view(),
        name="acknowledge-by-link",
    ),
    path("<uuid:webhook>/", endpoints.EndpointDetail.as_view(), name="detail"),
    path("<uuid:webhook>/rotate-secret/", endpoints.SecretRotation.as_view(), name="rotate-secret"),
    path("<uuid:webhook>/test/", endpoints.EndpointTest.as_view(), name="test"),
    path("<uuid:webhook>/redeliver/", endpoints.EndpointRedelivery.as_view(), name="redeliver-all"),
    path("<uuid:webhook>/deliveries/", deliveries.DeliveryList.as_view(), name="deliveries"),
    path(_DELIVERY, deliveries.DeliveryDetail.as_view(), name="delivery"),
    path(f"{_DELIVERY}redeliver/", deliveries.DeliveryRedelivery.as_view(), name="redeliver"),
    path(
        f"{_DELIVERY}acknowledge/", deliveries.DeliveryAcknowledgement.as_view(), name="acknowledge"
    ),
]
