"""Trade figures in an article's words: mentions, rules over them, and what was left unsaid resolved."""

from rarewatch.figures.resolve import find_figures

__all__ = ["find_figures"]
