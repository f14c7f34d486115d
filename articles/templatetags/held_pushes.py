"""What the admin's first page says of held pushes."""

from typing import Any

from django import template

from articles.models import Proposal, ProposalState
from articles.visibility import working_copies
from cms.access.callers import caller_for_user

register = template.Library()


@register.simple_tag(takes_context=True)
def held_pushes(context: dict[str, Any]) -> int:
    """Return how many pushes wait for a decision, of articles that whoever asks may see."""
    user = context["request"].user
    if not (user.has_perm("articles.view_article") or user.has_perm("articles.change_article")):
        return 0
    seen = working_copies(caller_for_user(user))
    return Proposal.objects.filter(state=ProposalState.WAITING, article__in=seen).count()
