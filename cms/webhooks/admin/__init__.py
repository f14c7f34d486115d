"""Admin pages: where changes are sent to, what was sent, and which kills wait to be acknowledged."""

from cms.webhooks.admin.delivery_admin import DeliveryAdmin, KillAdmin
from cms.webhooks.admin.endpoint_admin import EndpointAdmin

__all__ = ["DeliveryAdmin", "EndpointAdmin", "KillAdmin"]
