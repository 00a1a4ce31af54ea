"""Whether an article is about what is collected here."""

from rarewatch.model import Article, Page


def on_topic(page: Page, article: Article) -> bool:
    """Whether an article names a commodity."""
    from rarewatch.figures.lexicon import names_commodity

    return names_commodity(f"{article.title}\n{article.text}")


def any_topic(page: Page, article: Article) -> bool:
    """All articles are wanted."""
    return True
