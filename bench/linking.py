"""Link so many made-up accounts in a process of its own: `python -m bench.linking [add] COUNT [DAYS] [PLACES]`.

Prints one JSON object: the seconds of the linking (candidates, likeness, clustering), or with `add` those of adding one
more document to linked accounts, ten times over; groups, comparisons, and the most memory that the process took.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time

from bench.happenings import happenings
from waqai.cli.memory import collect_seldom
from waqai.knowledge.actors import load_actors
from waqai.linking.account import Profile
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.linkage import Linkage

ADDED = 10


def linked(count: int, days: int | None = None, places: int | None = None) -> dict[str, float]:
    """Link `count` accounts at once, and measure."""
    profiles = list(happenings(count, days=days, places=places or 3000))
    comparison = Comparison(Kinship({actor.id: actor for actor in load_actors()}))
    start = time.perf_counter()
    groups = len(clusters(profiles, candidate_pairs(profiles), comparison))
    seconds = time.perf_counter() - start
    return {"events": count, "seconds": seconds, "groups": groups, "compared": comparison.compared, "peak_mib": _peak()}


def added(count: int) -> dict[str, float]:
    """Add documents one by one to `count` accounts that are linked, and measure."""
    (*known,) = happenings(count)
    late = [known.pop(at) for at in range(count - 1, 0, -max(1, count // ADDED))]
    linkage: Linkage[Profile] = Linkage(Comparison(Kinship({actor.id: actor for actor in load_actors()})))
    start = time.perf_counter()
    linkage.add(known)
    whole = time.perf_counter() - start
    collect_seldom()
    seconds = []
    for profile in late:
        start = time.perf_counter()
        linkage.add([profile])
        seconds.append(time.perf_counter() - start)
    return {
        "events": count, "seconds": statistics.median(seconds), "least": min(seconds), "most": max(seconds),
        "first_seconds": whole, "peak_mib": _peak(),
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    print(json.dumps(added(numbers[0]) if "add" in sys.argv else linked(*numbers)))
