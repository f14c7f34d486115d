from cms.webhooks.models.attempt import Attempt
from cms.webhooks.models.delivery import Delivery
from cms.webhooks.models.endpoint import Endpoint, Payload
from cms.webhooks.models.secret import Secret

__all__ = ["Attempt", "Delivery", "Endpoint", "Payload", "Secret"]
