"""A resolver whose answers are written down."""

from __future__ import annotations

from collections.abc import Sequence


class Names:
    """Gives the addresses of host names. A list of lists is given one after the other, the last again and again.

    `asked` keeps the names that were looked up; `anything` answers for names that are not written down.
    """

    def __init__(self, *, anything: Sequence[str] = (), **names: Sequence[str] | Sequence[Sequence[str]]) -> None:
        self._anything = tuple(anything)
        self._names: dict[str, list[tuple[str, ...]]] = {}
        self.asked: list[str] = []
        for name, addresses in names.items():
            self.put(name, addresses)

    def put(self, name: str, addresses: Sequence[str] | Sequence[Sequence[str]]) -> None:
        """Writes a name down; dots are allowed here."""
        one_after_the_other = [addresses] if all(isinstance(item, str) for item in addresses) else addresses
        self._names[name] = [tuple(answer) for answer in one_after_the_other]

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self._names.get(host)
        if answers is None:
            if not self._anything:
                raise OSError(f"no such host: {host}")
            return self._anything
        return answers.pop(0) if len(answers) > 1 else answers[0]
