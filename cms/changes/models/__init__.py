from cms.changes.models.change import Change
from cms.changes.models.feed_state import FeedState

__all__ = ["Change", "FeedState"]
