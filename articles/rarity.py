"""How often is often?"""

# Counts of a label's live articles stop here: beyond it a label is common, however common it is, and a count costs the
# same for a tag on half of all articles as for any other.
COMMON = 1000
