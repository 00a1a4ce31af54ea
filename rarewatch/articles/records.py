"""Records of the kind that holds the article, as mails are: each opens with a label such as "From:"."""

import re

from rarewatch.articles.signs import Signs
from rarewatch.articles.tree import Tree

_ROW = 2  # further records that make a row
_LABEL = re.compile(r"[^\W\d_][\w -]{1,20}:(?= )")


def cut_records(tree: Tree, signs: Signs) -> None:
    """Cut the records beside the one that holds the article's text."""
    if signs.lead is None:
        return
    for own in tree.chain(tree.blocks[signs.lead].box)[:-1]:
        label = _LABEL.match(tree.blocks[tree.boxes[own].start].text)
        if label and tree.boxes[own].start > signs.headline:
            alike = [box for box in tree.siblings(own) if _starts(tree, box, label[0])]
            for box in alike if len(alike) >= _ROW else ():
                tree.cut(tree.boxes[box].start, tree.boxes[box].stop, "another story: a record")


def _starts(tree: Tree, box: int, label: str) -> bool:
    """Whether a box begins with a label."""
    return tree.blocks[tree.boxes[box].start].text.startswith(label)
