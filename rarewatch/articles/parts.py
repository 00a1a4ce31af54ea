"""The blocks of a page as they are told to a person: each kept or cut, and why."""

from dataclasses import dataclass

from rarewatch.articles.select import article_text
from rarewatch.articles.tree import Block, Tree
from rarewatch.model import Article, ArticleKind

_SECOND = "another reader (trafilatura) keeps it, as too little was kept at first"
_NOT_SECOND = "another reader (trafilatura) leaves it out"
_KEPT_TAGS = {"tr": "table row", "li": "list item"}


@dataclass(frozen=True)
class Part:
    """A block of a page, and what became of it."""

    kept: bool
    reason: str
    tag: str
    text: str


def parts_of(article: Article, tree: Tree) -> list[Part]:
    """Every block of a page in its order, against the article that was read from it."""
    if not article.text and article.kind is not ArticleKind.ARTICLE:
        why = f"the page is taken for: {article.kind}"
        return [Part(False, block.cut or why, block.tag, block.text) for block in tree.blocks]  # noqa: FBT003
    if article.text != article_text(tree):
        return _second(article.text.split("\n\n"), tree)
    title = next((block for block in tree.blocks if _is_title(block, article)), None)
    return [_part(block, is_title=block is title) for block in tree.blocks]


def _is_title(block: Block, article: Article) -> bool:
    """Whether a block is the article's title, which is no part of its text, inside of a rule or not."""
    return block.text == article.title and block.cut.startswith(("headline", "site rule: outside"))


def _part(block: Block, *, is_title: bool) -> Part:
    if is_title:
        return Part(kept=True, reason="headline", tag=block.tag, text=block.text)
    reason = "headline, told before" if block.cut == "headline" else block.cut
    return Part(not block.cut, reason or _kept_as(block), block.tag, block.text)


def _kept_as(block: Block) -> str:
    """What a kept block counts for."""
    if block.heading:
        return "heading"
    return _KEPT_TAGS.get(block.tag) or ("running text" if block.good else "line within the article")


def _second(lines: list[str], tree: Tree) -> list[Part]:
    """The blocks where another reader was asked; what it alone has comes at the end."""
    wanted = set(lines)
    parts = []
    for block in tree.blocks:
        kept = block.text in wanted
        reason = _SECOND if kept else block.cut or _NOT_SECOND
        parts.append(Part(kept, reason, block.tag, block.text))
    shown = {part.text for part in parts}
    return parts + [Part(kept=True, reason=_SECOND, tag="", text=line) for line in lines if line not in shown]
