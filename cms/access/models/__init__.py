from cms.access.models.api_key import ApiKey
from cms.access.models.audit_line import AuditLine
from cms.access.models.user import User

__all__ = ["ApiKey", "AuditLine", "User"]
