"""What Rich's parts look like in a terminal without colour."""

import io

from rich.console import Console


def drawn(renderable: object, width: int) -> str:
    """The lines that are printed, blanks at their ends left out."""
    console = Console(
        width=width, file=io.StringIO(), color_system=None, highlight=False, markup=False, emoji=False
    )
    with console.capture() as caught:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in caught.get().splitlines())
