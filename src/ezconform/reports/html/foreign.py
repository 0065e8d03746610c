"""What is drawn of evidence that is not as the protocol has it: nothing, rather than that no report is made.

Results may be foreign or edited by hand. The exchanges themselves are listed whatever they hold. Knows no
drawing.
"""

from collections.abc import Callable
from typing import TypeVar

Drawn = TypeVar("Drawn")
UNFIT = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration)
"""How members that are missing, of another kind or out of range show when a drawing reads them."""


def drawn_or(nothing: Drawn, draw: Callable[[], Drawn]) -> Drawn:
    """What `draw` makes of evidence; `nothing` if that is unfit to be drawn."""
    try:
        return draw()
    except UNFIT:
        return nothing
