from articles.models.article import (
    AiUse,
    Article,
    ArticleContributor,
    ArticleKind,
    ArticleTag,
    Pin,
    Stage,
)
from articles.models.article_image import ArticleImage
from articles.models.citation import Citation, CitationRole, Passage
from articles.models.correction import Correction, CorrectionKind
from articles.models.edition import Edition, EditionStatus, WithdrawalKind
from articles.models.entry import SearchEntry, SourceEntry, TagEntry, TermEntry
from articles.models.newsroom import Newsroom
from articles.models.preview_link import PreviewLink
from articles.models.proposal import Proposal, ProposalState
from articles.models.public_thing import PublicThing, ThingType
from articles.models.push import Push
from articles.models.rebuild_failure import RebuildFailure
from articles.models.reference import Reference, ReferenceKind
from articles.models.revision import Revision
from articles.models.schedule import Schedule, ScheduledVerb
from articles.models.slug import Slug
from articles.models.source import Source, SourceAlias, SourceKind
from articles.models.tag import Tag, TagAlias, TagIdentifier, TagKind
from articles.models.translation_group import TranslationGroup

__all__ = [
    "AiUse",
    "Article",
    "ArticleContributor",
    "ArticleImage",
    "ArticleKind",
    "ArticleTag",
    "Citation",
    "CitationRole",
    "Correction",
    "CorrectionKind",
    "Edition",
    "EditionStatus",
    "Newsroom",
    "Passage",
    "Pin",
    "PreviewLink",
    "Proposal",
    "ProposalState",
    "PublicThing",
    "Push",
    "RebuildFailure",
    "Reference",
    "ReferenceKind",
    "Revision",
    "Schedule",
    "ScheduledVerb",
    "SearchEntry",
    "Slug",
    "Source",
    "SourceAlias",
    "SourceEntry",
    "SourceKind",
    "Stage",
    "Tag",
    "TagAlias",
    "TagEntry",
    "TagIdentifier",
    "TagKind",
    "TermEntry",
    "ThingType",
    "TranslationGroup",
    "WithdrawalKind",
]
