"""One more source beside the one whose share is told."""

from rarewatch.figures.frames import Walk
from rarewatch.figures.roles import owner_of


def is_parallel(walk: Walk, index: int) -> bool:
    """ "China's share is 43%, compared with 16% for Canada": who stands beside the owner of it."""
    frame = walk.frame
    share = next((n for n in range(index) if walk.kinds[n] == "share"), None)
    if share is None or not frame.partner_said():
        return False
    return owner_of(walk, share) not in {None, frame.importer, walk.items[index].value}
