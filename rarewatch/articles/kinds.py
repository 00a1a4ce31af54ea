"""What a page turned out to be, where it is no article: states of their own, never taken for an article.

A short text is an article unless the page says what else it is, in a line of its own: walls and error pages
consist of such lines, while the same words in a menu or a banner of an article say nothing.
"""

from urllib.parse import urlsplit

from rarewatch.articles.identity import Identity
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words
from rarewatch.model import ArticleKind

_SHORT = 1500  # characters of text from which a page is an article, unless it is a listing with teasers
_FEW = 500  # characters of text that a listing's introduction, an error page or a video's caption may have
_WALL = 4000  # characters of text that a request for consent may have
_ANNOUNCED = 25  # characters of a linked line that can be a headline
_MOSTLY = 0.7  # share of such a line that is linked
_PARAGRAPHS = 2  # paragraphs that a headline has under it on an article's page
_HEADLINE_WORDS = 7  # words of a headline under which one paragraph may be an article; listings have fewer
_FLASH, _FLASH_WORDS = 300, 5  # characters of a paragraph that is a whole article under a shorter headline
_LISTED = 4  # such lines that make a listing
_TEASER = 450  # characters of a paragraph under such a line that can be its teaser
_TEASED = 6  # teasers that make a listing
_SHARE = 0.6  # share of the running text that they make up there
_AROUND = 40  # characters beside the words of an error in a line that says nothing else
_CLOSE = 6  # blocks after the last line of text in which it is said that the rest must be paid for
_TOP = 12  # blocks in which a page says that it is not there
_BESIDE = ("under ", "another article", "beside the article", "before the headline")


def kind_of(tree: Tree, text: str, identity: Identity, words: Words) -> ArticleKind:
    """The kind of a page whose article was read as `text`."""
    if not tree.blocks:
        return ArticleKind.EMPTY
    own = [block for block in tree.blocks if block.good and not block.cut]
    if not _claims(identity, words) and _is_teasers(tree, own, identity):
        return ArticleKind.LISTING
    if len(text) < _WALL and _asks_consent(tree, own, words):
        return ArticleKind.CONSENT_WALL
    if len(text) < _SHORT:
        return _short_kind(tree, text, identity, words)
    return ArticleKind.ARTICLE


def _claims(identity: Identity, words: Words) -> bool:
    """Whether the page states a day of publication, as articles do and listings do not."""
    return bool(identity.article) or any(name in identity.metas for name in words.published[:3])


def _short_kind(tree: Tree, text: str, identity: Identity, words: Words) -> ArticleKind:
    few = len(text) < _FEW
    if few and (instead := _instead(tree, identity, words)):
        return instead
    if not identity.free or _breaks_off(tree, words.paywall):
        return ArticleKind.PAYWALL_STUB
    stated = bool(text) and (_claims(identity, words) or _is_headed(tree))
    if few and not stated and _is_listing(tree):
        return ArticleKind.LISTING
    if not text or (few and identity.metas.get("og:type", "").startswith("video")):
        return ArticleKind.OTHER
    return ArticleKind.ARTICLE


def _instead(tree: Tree, identity: Identity, words: Words) -> ArticleKind | None:
    """What a page says that it shows instead of an article."""
    kinds = {
        ArticleKind.EMPTY: words.shells,
        ArticleKind.REFUSAL: words.refusals,
        ArticleKind.OTHER: words.missing,
    }
    return next((kind for kind, phrases in kinds.items() if _says(tree, identity, phrases)), None)


def _is_headed(tree: Tree) -> bool:
    """Whether paragraphs stand under the page's own headline; one may do where that is no mere subject."""
    paragraphs = [block.good for block in tree.blocks if block.good and not block.cut]
    heads = [len(block.text.split()) for block in tree.blocks if block.cut == "headline"]
    if not heads or not paragraphs:
        return False
    least = _FLASH_WORDS if max(paragraphs) >= _FLASH else _HEADLINE_WORDS
    return len(paragraphs) >= _PARAGRAPHS or max(heads) >= least


def _says(tree: Tree, identity: Identity, phrases: tuple[str, ...]) -> bool:
    """Whether a title, or a line at the top of the page, says this and hardly anything else."""
    shown = (block for block in tree.blocks if not block.cut.startswith("beside the article"))
    lines = [*identity.titles, *(block.text for block, _ in zip(shown, range(_TOP), strict=False))]
    return any(
        phrase in line and len(line) <= len(phrase) + _AROUND
        for line in map(str.casefold, lines)
        for phrase in phrases
    )


def _breaks_off(tree: Tree, phrases: tuple[str, ...]) -> bool:
    """Whether the page says that the rest must be paid for, where the text ends."""
    kept = [at for at, block in enumerate(tree.blocks) if block.good and not block.cut]
    start, stop = (kept[0], kept[-1] + 1 + _CLOSE) if kept else (0, len(tree.blocks))
    lines = (block.text.casefold() for block in tree.blocks[start:stop] if len(block.text) <= _TEASER)
    return any(phrase in line for line in lines for phrase in phrases)


def _asks_consent(tree: Tree, own: list[Block], words: Words) -> bool:
    """Whether a page asks for consent, and all its text is about that."""
    spare = len(own) * (1 - _MOSTLY)
    for block in own:
        line = block.text.casefold()
        if not any(word in line for word in words.consent_about):
            spare -= 1 if block.good < _TEASER else len(own)
            if spare < 0:
                return False
    lines = [block.text.casefold() for block in tree.blocks]
    return any(phrase in line for line in lines for phrase in words.consent)


def _announces(block: Block) -> bool:
    """Whether a line is a headline that leads to an article."""
    return bool(block.href) and len(block.text) >= _ANNOUNCED and block.linked >= len(block.text) * _MOSTLY


def _is_listing(tree: Tree) -> bool:
    """Whether a page without much text has headlines of articles outside its menus and side parts."""
    found = {block.href for block in tree.blocks if _announces(block) and not block.cut.startswith(_BESIDE)}
    return len(found) >= _LISTED


def _is_teasers(tree: Tree, own: list[Block], identity: Identity) -> bool:
    """Whether the text is mostly paragraphs that each stand alone under a headline of the same site."""
    if len(own) < _TEASED or any(block.good > 2 * _TEASER for block in own):
        return False
    teased: dict[str, int] = {}
    href = ""
    for block in tree.blocks:
        if _announces(block):
            href = block.href
        elif block.good and not block.cut:
            short = len(block.text) <= _TEASER and href not in teased
            if href and short and _is_near(href, identity.canonical):
                teased[href] = block.good
            else:
                teased.pop(href, None)
    return len(teased) >= _TEASED and sum(teased.values()) >= _SHARE * sum(block.good for block in own)


def _is_near(href: str, canonical: str) -> bool:
    """Whether a link leads to another page of the same site."""
    try:
        host = urlsplit(href).hostname
        return not href.startswith("#") and host in (None, urlsplit(canonical).hostname)
    except ValueError:
        return False
