"""The gazetteer: places, found by the words of their names, by what a person types, and by where they are.

It is read only. A thread may share it with others; a process gets its own by pickling, which carries the path alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from waqai.errors import UnknownId, UsageError
from waqai.knowledge.gazetteer_geometry import Box, distance_km
from waqai.knowledge.gazetteer_schema import Rank, connect
from waqai.knowledge.place_names import name_keys
from waqai.language.clitics import Split, splits
from waqai.records import Place

__all__ = ["Gazetteer", "NameEntry", "Opening", "Rank"]

_MEMORY = 1 << 19
"""Distinct words that are remembered; a corpus of news has about as many."""
_COLUMNS = "id, name_ar, name_en, kind, country, admin1, admin2, parent_id, lat, lon, population, source"
_PROMINENCE = {"country": 0, "admin1": 1, "city": 1, "populated_place": 1, "town": 1, "region": 2, "admin2": 2}
_MEANT = {
    **dict.fromkeys(("محافظه", "ولايه", "اماره", "اقليم"), "admin1"),
    **dict.fromkeys(("قضاء", "مديريه"), "admin2"),
    "ناحيه": "admin3",
    **dict.fromkeys(("مدينه", "بلده", "قريه"), "populated_place"),
}
"""The kind of place that a class word before a name means: "محافظة حلب" is the governorate."""
_LIKENESS = 0.75
"""How alike two keys are, by difflib's ratio, for one to be offered for the other."""


class NameEntry(NamedTuple):
    """A name that begins with a word: its key as words, the place, how sure the key is, and the articles of the name.

    `articles[k]` tells whether the k-th word is written with ال: "الباب" is the town and "باب" a door.
    """

    words: tuple[str, ...]
    place_id: str
    rank: Rank
    articles: tuple[bool, ...]


class Opening(NamedTuple):
    """A word taken apart so that its stem begins names: those of one word, and longer ones by their second."""

    split: Split
    single: tuple[NameEntry, ...]
    longer: Mapping[str, tuple[NameEntry, ...]]


def _by_second_word(entries: Iterable[NameEntry]) -> tuple[tuple[NameEntry, ...], dict[str, tuple[NameEntry, ...]]]:
    """Names of one word, and the others by their second: hundreds of names begin with تل or خان."""
    single: list[NameEntry] = []
    longer: dict[str, list[NameEntry]] = {}
    for entry in entries:
        (longer.setdefault(entry.words[1], []) if len(entry.words) > 1 else single).append(entry)
    return tuple(single), {word: tuple(found) for word, found in longer.items()}


class Gazetteer:
    """A gazetteer file, opened to be read. Raises GazetteerError where the file is missing or none."""

    def __init__(self, path: Path, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        self.connection = connection or connect(path)
        self._entries: dict[str, tuple[NameEntry, ...]] = {}
        self._openings: dict[str, tuple[Opening, ...]] = {}
        self._places: dict[str, Place | None] = {}
        self._ordinary: dict[tuple[str, ...], bool] = {}

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        if str(self.path) == ":memory:":
            raise UsageError("a gazetteer in memory stays in its process.")
        return Gazetteer, (self.path,)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def starting_with(self, word: str) -> tuple[NameEntry, ...]:
        """All names whose key begins with this word, as `key_word` gives it: the surest first, then the longest.

        A word is asked of the database once and remembered after that.
        """
        try:
            return self._entries[word]
        except KeyError:
            if len(self._entries) >= _MEMORY:
                self._entries.clear()
            return self._entries.setdefault(word, self._read(word))

    def openings(self, word: str) -> tuple[Opening, ...]:
        """The ways to take a folded word of a text apart that leave the beginning of a name, least cut first.

        لبغداد has ل+بغداد alone. The future س stands before no name. A word is taken apart once and remembered.
        """
        try:
            return self._openings[word]
        except KeyError:
            if len(self._openings) >= _MEMORY:
                self._openings.clear()
            return self._openings.setdefault(word, tuple(self._taken_apart(word)))

    def _taken_apart(self, word: str) -> Iterator[Opening]:
        for split in splits(word):
            if split.preposition != "س" and len(split.stem) >= 2 and (entries := self.starting_with(split.stem)):
                yield Opening(split, *_by_second_word(entries))

    def _read(self, word: str) -> tuple[NameEntry, ...]:
        found = self.connection.execute(
            "SELECT key, place_id, rank, articles FROM name WHERE first_word = ? AND rank < 9", (word,)
        ).fetchall()
        if not found:
            return ()
        entries = [
            NameEntry(tuple(key.split()), place_id, Rank(rank), tuple(bit == "1" for bit in articles))
            for key, place_id, rank, articles in found
        ]
        return tuple(sorted(entries, key=lambda entry: (entry.rank, -len(entry.words), entry.place_id)))

    def is_ordinary(self, place_ids: Sequence[str]) -> bool:
        """Whether the one-word name that all these places bear is an ordinary word or a person's name too (صور, بشار).

        That is so if any of them writes it as the word is written: "الصور" makes صور one. False for no places, for
        places that share no name of one word, and for unknown ids.
        """
        asked = tuple(place_ids)
        try:
            return self._ordinary[asked]
        except KeyError:
            if len(self._ordinary) >= _MEMORY:
                self._ordinary.clear()
            return self._ordinary.setdefault(asked, self._shares_a_homonym(asked))

    def _shares_a_homonym(self, place_ids: tuple[str, ...]) -> bool:
        distinct = sorted(set(place_ids))
        found = self.connection.execute(
            "SELECT max(rank = ?) FROM name WHERE words = 1 AND rank < 9 AND place_id IN "  # noqa: S608 - question marks alone
            f"({', '.join('?' * len(distinct))}) GROUP BY key HAVING count(*) = ?",
            (int(Rank.HOMONYM), *distinct, len(distinct)),
        )
        return any(homonym for (homonym,) in found)

    def place(self, place_id: str) -> Place:
        """The place of an id, with its other names. Raises UnknownId where there is none."""
        place = self._look_up(place_id)
        if place is None:
            raise UnknownId(f"the gazetteer has no place {place_id!r}.", where=str(self.path))
        return place

    def _look_up(self, place_id: str | None) -> Place | None:
        if place_id is None:
            return None
        if place_id not in self._places:
            row = self.connection.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (place_id,)).fetchone()  # noqa: S608
            self._places[place_id] = self._place(row) if row else None
        return self._places[place_id]

    def _place(self, row: tuple[object, ...]) -> Place:
        values = dict(zip(_COLUMNS.split(", "), row, strict=True))
        names = self.connection.execute(
            "SELECT DISTINCT name FROM name WHERE place_id = ? AND rank < 9 ORDER BY name", (row[0],)
        )
        aliases = tuple(name for (name,) in names if name not in (values["name_ar"], values["name_en"]))
        return Place.model_validate({**values, "aliases": aliases})

    def _several(self, place_ids: Iterable[str]) -> list[Place]:
        return [place for place_id in place_ids if (place := self._look_up(place_id))]

    def find(self, name: str, country: str | None = None, limit: int = 20) -> list[Place]:
        """Places that a written name may mean, the likeliest first: exact names, looser ones, beginnings, similar ones.

        Similar names are looked for only where nothing else is found. `country` is ISO 3166-1 alpha-2. Raises
        UsageError for a name without a letter.
        """
        keys = name_keys(name)
        if not keys:
            raise UsageError(f"there is no name in {name!r}.")
        scores: dict[str, int] = {}
        for key, penalty, _ in keys:
            for place_id, rank in self._under("key = ?", (key,), country):
                score = 10 * penalty + (rank if rank not in (Rank.HOMONYM, Rank.CODE) else 0)
                scores[place_id] = min(score, scores.get(place_id, 1000))
        whole = keys[0].key
        if len(scores) < limit:
            for place_id, rank in self._under("key >= ? AND key < ?", (f"{whole} ", f"{whole}!"), country):
                scores.setdefault(place_id, 50 + rank)
        if not scores and len(whole) >= 3:
            for place_id, rank in self._under("key > ? AND key < ?", (whole, whole + "\U0010ffff"), country):
                scores.setdefault(place_id, 60 + rank)
            for key, unlikeness in self._similar(whole):
                for place_id, _ in self._under("key = ?", (key,), country):
                    scores.setdefault(place_id, 70 + unlikeness)
        return self._ranked(scores, _MEANT.get(whole.split()[0]))[:limit]

    def _under(self, condition: str, values: tuple[str, ...], country: str | None) -> list[tuple[str, int]]:
        """Place ids and ranks of the names that a condition holds for; at most a thousand."""
        return self.connection.execute(
            f"SELECT place_id, rank FROM name WHERE {condition} AND (? IS NULL OR "  # noqa: S608 - a constant of this class
            "(SELECT country FROM place WHERE id = place_id) = ?) ORDER BY rank LIMIT 1000",
            (*values, country, country),
        ).fetchall()

    def _similar(self, key: str) -> list[tuple[str, int]]:
        """The keys most like one, with how unlike they are in hundredths."""
        matcher = SequenceMatcher(b=key, autojunk=False)
        found = []
        keys = self.connection.execute(
            "SELECT DISTINCT key FROM name WHERE length(key) BETWEEN ? AND ? AND rank < 9 AND "
            "(substr(key, 1, 1) = ? OR substr(key, -2) = ?)",
            (len(key) - 2, len(key) + 2, key[0], key[-2:]),
        )
        for (other,) in keys:
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS:
                ratio = matcher.ratio()
                if ratio >= _LIKENESS:
                    found.append((str(other), round(100 * (1 - ratio))))
        return sorted(found, key=lambda pair: pair[1])[:20]

    def _ranked(self, scores: dict[str, int], meant: str | None) -> list[Place]:
        """Places by how well the name fits, then by the kind that is meant or is prominent, then by population."""
        places = self._several(scores)
        return sorted(
            places,
            key=lambda place: (
                scores[place.id] // 2,
                place.kind != meant,
                _PROMINENCE.get(place.kind, 3),
                -place.population,
                place.id,
            ),
        )

    def ancestry(self, place: Place) -> list[Place]:
        """The places that a place lies in, from its parent up to the country; it ends where a parent is missing."""
        found: list[Place] = []
        seen = {place.id}
        above = self._look_up(place.parent_id)
        while above is not None and above.id not in seen:
            found.append(above)
            seen.add(above.id)
            above = self._look_up(above.parent_id)
        return found

    def near(self, lat: float, lon: float, km: float) -> list[tuple[Place, float]]:
        """Places within a distance of a point in degrees, with their distance in kilometres, the nearest first."""
        found = self.connection.execute(
            "SELECT id, lat, lon FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?", Box.around(lat, lon, km)
        )
        near = sorted((distance_km(lat, lon, row[1], row[2]), row[0]) for row in found)
        return [(self.place(place_id), far) for far, place_id in near if far <= km]

    def count(self) -> int:
        """How many places there are."""
        [number] = self.connection.execute("SELECT count(*) FROM place").fetchone()
        return int(number)
