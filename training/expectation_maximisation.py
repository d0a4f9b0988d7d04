"""Expectation maximisation: the weights of linking from reports that nobody joined (Fellegi and Sunter 1969).

Pairs of accounts whose days are in reach of each other are a mixture of two classes, one happening and two, in each of
which the comparisons answer independently of each other. What is sought is how often each level is the answer in either
class (`m` and `u`), and the share of pairs that are one happening. The weight of a level is log2(m/u), that of no
answer is 0, and the threshold is where both classes are equally probable.

Two things keep the classes from becoming others, such as "of one campaign or of two". Pairs whose days are just out of
reach are known to be two happenings. And the estimate begins at the package's table and is held to it, as if each class
had some pairs more that answer as that table has it: the fewer pairs a level has, the nearer it stays to its weight.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import log2, prod

from training.grouping import Bits, bits_of_package
from training.pairs_in_reach import Answers
from waqai.errors import UsageError
from waqai.linking.kind_likeness import family_pairs
from waqai.linking.likeness import CONFUSED
from waqai.linking.weights import NEVER, Level

STRENGTH = 0.1
"""For each pair in reach so many more in each class answer as the package's table has it."""
CAP = 8.0
"""No level weighs more, nor less than its negative: as much as keeps a pair apart."""
ROUNDS = 500
ENOUGH = 1e-6
"""A change of the share below which nothing moves any more."""
NOTHING = "nothing"
"""The level of a comparison that has no answer, or none that tells."""

_UNTOLD = (("agents", "unknown"), ("targets", "unknown"))
_SILENT = ("hour", "agents", "targets", "weapon", "toll", "text", "words")
"""Comparisons that may have no answer."""
_OF_TIME = frozenset(("day", "hour"))
_NO_ANSWER = (("join", "join"), ("kind", "generic"))
"""Rows of the table that answer nothing: the threshold, and what is added to a row of `kind_likeness.tsv`."""

Chances = dict[Level, float]
Levels = tuple[Level, ...]
Pairs = Mapping[Levels, float]


@dataclass(frozen=True)
class Estimate:
    """`share` of the `pairs` in reach are one happening. `same` and `other` tell how often each level is the answer in
    such a pair and in one of two happenings; the levels of a comparison, `NOTHING` among them, sum to 1."""

    share: float
    same: Chances
    other: Chances
    pairs: int
    rounds: int

    def bits(self) -> Bits:
        """A table: the weights of all levels that can be estimated, and the threshold that goes with them."""
        plain = {level: log2(self.same[level] / self.other[level]) for level in self.same}
        nothing = {name: weight for (name, level), weight in plain.items() if level == NOTHING}
        found = dict.fromkeys(_UNTOLD, 0.0)
        for level, weight in bits_of_package().items():
            if level in plain:
                weight = max(-CAP, min(CAP, plain[level] - nothing.get(level[0], 0.0)))
            found.setdefault(level, round(weight, 2))
        found["join", "join"] = round(log2((1 - self.share) / self.share) - sum(nothing.values()), 2)
        return found


def estimated(
    in_reach: Mapping[Answers, int], out_of_reach: Mapping[Answers, int] | None = None, strength: float = STRENGTH
) -> Estimate:
    """The estimate from pairs by their answers. Raises UsageError where none are in reach."""
    table = _weights_of_answers()
    names = {name for name, _ in table}
    pairs = _complete(in_reach, table, names)
    apart = _complete(out_of_reach or {}, table, names - _OF_TIME)
    total = sum(pairs.values())
    if not total:
        raise UsageError("no two documents tell of acts within days of each other.", remedy="Give more of them.")
    first_other = _chances(pairs.items(), _even(table), 1.0)
    first_same = _tilted(first_other, table)
    same, other, share, rounds, before = first_same, first_other, _share_by_table(pairs, table), 0, 0.0
    while rounds < ROUNDS and abs(share - before) >= ENOUGH:
        inside = {levels: count * _posterior(levels, share, same, other) for levels, count in pairs.items()}
        outside = ((levels, count - inside[levels]) for levels, count in pairs.items())
        same = _chances(inside.items(), first_same, strength * total)
        other = _chances(chain(outside, apart.items()), first_other, strength * total)
        rounds, before, share = rounds + 1, share, _between(sum(inside.values()) / total)
    return Estimate(share, same, other, int(total), rounds)


def _weights_of_answers() -> Bits:
    """The package's weight of every answer that pairs in reach can give, and 0 for none."""
    left_out = (*_NO_ANSWER, *_UNTOLD)
    table = {level: weight for level, weight in bits_of_package().items() if weight > NEVER and level not in left_out}
    table["kind", CONFUSED] = sum(weight for weight, _ in family_pairs().values()) / len(family_pairs())
    return table | {(name, NOTHING): 0.0 for name in _SILENT}


def _complete(answers: Mapping[Answers, int], table: Bits, names: Iterable[str]) -> Pairs:
    """The pairs by a level for each comparison; those that a comparison rules out are no matter of chance."""
    wanted = sorted(names)
    found: Counter[Levels] = Counter()
    for given, count in answers.items():
        said = {name: level for name, level in given if (name, level) not in _UNTOLD}
        levels = tuple((name, said.get(name, NOTHING)) for name in wanted)
        if "answer" not in said and all(level in table for level in levels):
            found[levels] += count
    return found


def _even(table: Bits) -> Chances:
    sizes = Counter(name for name, _ in table)
    return {level: 1 / sizes[level[0]] for level in table}


def _chances(pairs: Iterable[tuple[Levels, float]], prior: Chances, strength: float) -> Chances:
    """How often each level is the answer, where so many pairs more answer as `prior` has it."""
    told: dict[Level, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    for levels, count in pairs:
        for level in levels:
            told[level] += count
            asked[level[0]] += count
    return {level: (told[level] + strength * chance) / (asked[level[0]] + strength) for level, chance in prior.items()}


def _tilted(other: Chances, table: Bits) -> Chances:
    """How often each level is the answer in pairs of one happening, were the weights of this table right."""
    tilted = {level: chance * 2.0 ** table[level] for level, chance in other.items()}
    sums: dict[str, float] = defaultdict(float)
    for (name, _), chance in tilted.items():
        sums[name] += chance
    return {level: chance / sums[level[0]] for level, chance in tilted.items()}


def _share_by_table(pairs: Pairs, table: Bits) -> float:
    join = bits_of_package()["join", "join"]
    joined = sum(count for levels, count in pairs.items() if sum(table[level] for level in levels) >= join)
    return _between(joined / sum(pairs.values()))


def _posterior(levels: Levels, share: float, same: Chances, other: Chances) -> float:
    """The probability that a pair of these answers is one happening."""
    inside = share * prod(same[level] for level in levels)
    outside = (1 - share) * prod(other[level] for level in levels)
    return inside / (inside + outside)


def _between(share: float) -> float:
    return min(max(share, ENOUGH), 1 - ENOUGH)
