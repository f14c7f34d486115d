"""The import of a plain-text article page: the verb `import_page`, and what it makes of a page."""

from articles.importing.order import ImportOrder, Photo
from articles.importing.report import Imported, Outcome
from articles.importing.verb import ImportRefused, import_page

__all__ = ["ImportOrder", "ImportRefused", "Imported", "Outcome", "Photo", "import_page"]
