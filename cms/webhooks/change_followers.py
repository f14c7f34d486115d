"""The endpoints as followers of the log: who they are and how far they have been told."""

from collections.abc import Iterator

from cms.changes.followers import Follower, register_followers
from cms.webhooks.models import Endpoint


def endpoints_that_follow() -> Iterator[Follower]:
    """Yield the endpoints that are switched on."""
    for endpoint in Endpoint.objects.filter(is_enabled=True):
        yield Follower(f"webhook {endpoint}", endpoint.position)


register_followers(endpoints_that_follow)
