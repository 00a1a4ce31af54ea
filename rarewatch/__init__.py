"""rarewatch reads rare-earth trade figures out of news pages.

>>> from rarewatch import read_article, find_figures
>>> article = read_article("China sold 353 tons of magnets abroad in June 2025.", url=None)
>>> [figure.value for figure in find_figures(article)]
[353.0]
"""

from typing import TYPE_CHECKING

from rarewatch.deferred import deferred

if TYPE_CHECKING:
    from rarewatch.articles import mentions_commodity, read_article
    from rarewatch.figures import find_figures
    from rarewatch.model import Article, Figure

__all__ = ["Article", "Figure", "find_figures", "mentions_commodity", "read_article"]

_ROOMS = {
    "read_article": "articles",
    "mentions_commodity": "articles",
    "find_figures": "figures",
    "Article": "model",
    "Figure": "model",
}

__getattr__ = deferred(__name__, _ROOMS)
