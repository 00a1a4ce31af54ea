"""Trade figures in an article's words: mentions, rules over them, and what was left unsaid resolved."""

from rarewatch.model import Article, Figure

__all__ = ["find_figures"]


def find_figures(article: Article) -> list[Figure]:
    """Every trade figure that title and text state, in the order of the words."""
    raise NotImplementedError  # written next, while the rooms around it are built
