"""What each process of the server loads: the application, and an end with the server's own."""

from cms.operations.stopping import end_with_parent
from cms.wsgi import application

__all__ = ["application"]

end_with_parent()
