"""Made-up reports of other things, to mix in: `python -m bench.unrelated COUNT FIRST LAST [COUNTRY]`.

Prints JSONL of documents as `waqai code` and `waqai add` read it: short reports of sentences from `sentences.tsv`, with
places of the gazetteer (of one country, where it is named), by made-up outlets, spread evenly over the days from FIRST
to LAST. The same ones each time.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date, datetime, time, timedelta, timezone

from bench.reports import corpus
from waqai.knowledge.gazetteer_build import default_path, ensure

_ZONE = timezone(timedelta(hours=3))
_OUTLETS = 60


def main(count: int, first: date, last: date, country: str | None = None, seed: int = 11) -> None:
    """Print `count` documents."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    reports = corpus(ensure(default_path()), count, length=320, seed=seed, country=country)
    for number, document in enumerate(reports.documents):
        day = first + timedelta(days=chance.randrange((last - first).days + 1))
        at = datetime.combine(day, time(chance.randrange(24)), _ZONE)
        source = f"شبكة الميدان {chance.randrange(_OUTLETS)}"
        row = {"id": f"unrelated-{number}", "source": source, "published": at.isoformat(), "title": None}
        print(json.dumps({**row, "text": document.text}, ensure_ascii=False))


if __name__ == "__main__":
    count, first, last, *country = sys.argv[1:]
    main(int(count), date.fromisoformat(first), date.fromisoformat(last), country[0] if country else None)
