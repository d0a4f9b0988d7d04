"""What a page that leads to an article says of it: a feed's title and date, a sitemap's day of change."""

from __future__ import annotations

from waqai.records.base import Record

_LONGEST = 500


class Hint(Record):
    """The title, and the time of publication in ISO 8601; both as far as they were told."""

    title: str | None = None
    published: str | None = None

    def written(self) -> str | None:
        """The hint as the JSON that a request carries, or None where it says nothing."""
        short = Hint(title=(self.title or "")[:_LONGEST] or None, published=self.published)
        return short.model_dump_json(exclude_none=True) if short != Hint() else None

    @classmethod
    def of(cls, written: str | None) -> Hint:
        """The hint that a request carries; an empty one where it carries none that can be read."""
        try:
            return cls.model_validate_json(written) if written else cls()
        except ValueError:
            return cls()
