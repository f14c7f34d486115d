from cms.webhooks.models.attempt import Attempt
from cms.webhooks.models.delivery import Delivery, Kill
from cms.webhooks.models.endpoint import Endpoint, Payload
from cms.webhooks.models.secret import Secret

__all__ = ["Attempt", "Delivery", "Endpoint", "Kill", "Payload", "Secret"]
