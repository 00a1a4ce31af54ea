"""Trade figures in an article's words: mentions, rules over them, and what was left unsaid resolved.

Besides, what is claimed of the order of such figures.
"""

from rarewatch.figures.claims import find_claims
from rarewatch.figures.resolve import find_figures

__all__ = ["find_claims", "find_figures"]
