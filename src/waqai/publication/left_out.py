"""Incidents that a format cannot hold, counted by the reason, so that nothing is missing unseen."""

from __future__ import annotations

from collections import Counter


class LeftOut(Counter[str]):
    """How many incidents were left out of an export, by the reason in words."""

    def sentence(self) -> str:
        """ "3 incidents left out: 2 without a day, 1 that is denied." """
        count = self.total()
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self.items()))
        return f"{count:,} incident{'' if count == 1 else 's'} left out: {reasons}."
