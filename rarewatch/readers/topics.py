"""Whether an article is about what is collected here."""

from rarewatch.model import Article, Page


def on_topic(page: Page, article: Article) -> bool:
    """Whether an article names a commodity; most that name none are told by a glance at their bytes."""
    from rarewatch.articles.scan import mentions_commodity
    from rarewatch.figures.lexicon import names_commodity

    return mentions_commodity(page.content) and names_commodity(f"{article.title}\n{article.text}")


def any_topic(page: Page, article: Article) -> bool:
    """All articles are wanted."""
    return True
