from cms.access.admin.audit_admin import AuditLineAdmin
from cms.access.admin.key_admin import KeyAdmin
from cms.access.admin.person_admin import PersonAdmin

__all__ = ["AuditLineAdmin", "KeyAdmin", "PersonAdmin"]
