"""What integrators send to be written: documents, the pointers in them, bodies, patches.

Values in, values out.
"""

from articles.submission.bodies import Warned
from articles.submission.composing import Composed, compose
from articles.submission.document import CITATION_KEYS, DOCUMENT_KEYS, Submission, read_document
from articles.submission.merge_patch import patched
from articles.submission.pointers import Inline, Pointer, Target, read_pointer

__all__ = [
    "CITATION_KEYS",
    "DOCUMENT_KEYS",
    "Composed",
    "Inline",
    "Pointer",
    "Submission",
    "Target",
    "Warned",
    "compose",
    "patched",
    "read_document",
    "read_pointer",
]
