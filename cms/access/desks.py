"""What decides which working copies a person sees: permissions, by their names.

Staff see their own work: what they are responsible for or have saved. Section editors see all of
their sections, publishers everything. The groups that articles' migration makes hold these.
"""

from typing import Final

VIEW_SECTION_ARTICLES: Final = "articles.view_section_articles"
VIEW_EVERY_ARTICLE: Final = "articles.view_every_article"
VIEW_KILLED_ARTICLE: Final = "articles.view_killed_article"
