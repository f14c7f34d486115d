from cms.access.admin.person_admin import PersonAdmin

__all__ = ["PersonAdmin"]
