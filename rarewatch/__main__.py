"""`python -m rarewatch` is `rarewatch`."""

from rarewatch.cli import main

main()
