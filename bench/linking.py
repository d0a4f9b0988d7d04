"""Link so many made-up accounts in a process of its own: `python -m bench.linking COUNT [DAYS] [PLACES]`.

Prints one JSON object: the seconds of the linking (candidates, likeness, clustering), groups, comparisons, and the most
memory that the process took.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from bench.happenings import happenings
from waqai.knowledge.actors import load_actors
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison


def linked(count: int, days: int | None = None, places: int | None = None) -> dict[str, float]:
    """Link `count` accounts at once, and measure."""
    profiles = list(happenings(count, days=days, places=places or 3000))
    comparison = Comparison(Kinship({actor.id: actor for actor in load_actors()}))
    start = time.perf_counter()
    groups = len(clusters(profiles, candidate_pairs(profiles), comparison))
    seconds = time.perf_counter() - start
    return {"events": count, "seconds": seconds, "groups": groups, "compared": comparison.compared, "peak_mib": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    print(json.dumps(linked(*numbers)))
