"""Verdicts kept up to date: what has changed is held against all else, and what comes of it is stored."""

from rarewatch.store import Store


def check(store: Store) -> int:
    """Judge every trade whose figures have changed since it was judged; says how many there were.

    Each trade is written down by itself, so that a kill costs one of them: the next run goes on.
    """
    trades = store.unchecked()
    if trades:
        from rarewatch import facts

        for trade in trades:
            store.save_verdicts(trade, facts.verdicts(store.rows_of_trade(trade, brief=True)))
    return len(trades)
