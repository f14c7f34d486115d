"""The endpoints as followers of the log, for its page in the admin."""

from collections.abc import Iterator

from cms.changes.followers import Follower, register_followers
from cms.webhooks.models import Endpoint


def endpoints() -> Iterator[Follower]:
    """Yield every endpoint that is switched on, with how far it has been told."""
    for endpoint in Endpoint.objects.filter(is_enabled=True):
        yield Follower(f"webhook {endpoint}", endpoint.position)


register_followers(endpoints)
