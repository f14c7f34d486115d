"""The editors' desk: what the admin pages of every app share. It knows no content."""
