from cms.access.models.user import User

__all__ = ["User"]
