"""How a command tells a script what came of it."""

from __future__ import annotations

from typing import Final

SET_ASIDE: Final = 1
"""Some inputs were set aside, and are listed on standard error; the rest is done."""
WRONG_USE: Final = 2
"""The request makes no sense."""
NOTHING_DONE: Final = 3
"""Nothing could be done."""
INTERRUPTED: Final = 130
"""The person at the keyboard stopped it."""
