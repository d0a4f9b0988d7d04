"""What is measured: memory, the start of the command, the whole coder, its passes one by one, and the floors."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import ahocorasick_rs
from selectolax.lexbor import LexborHTMLParser

from bench.pages import MadePage, made_pages
from bench.reports import Corpus, corpus
from bench.timing import Timing, timed, timed_process
from waqai.acquisition.formats.page import page_document
from waqai.acquisition.reading import Reading
from waqai.cli.memory import collect_seldom
from waqai.coding.coder import Coder
from waqai.coding.place_mentions import place_mentions
from waqai.coding.salience import Salience
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_build import default_path, ensure
from waqai.knowledge.knowledge import Knowledge, load
from waqai.knowledge.lexicon_build import compiled
from waqai.knowledge.lexicon_terms import table_terms
from waqai.language.calendar import moments
from waqai.language.folding import fold
from waqai.language.lexeme import GAP
from waqai.language.numerals import numbers
from waqai.language.quotations import quotations
from waqai.language.sentences import sentences
from waqai.language.token import Token
from waqai.language.tokens import tokenise

MIB = 1 << 20


@dataclass(frozen=True)
class Result:
    """A measurement. `documents` and `characters` are what one run went over; 0 where it goes over none."""

    name: str
    what: str
    timing: Timing
    documents: int = 0
    characters: int = 0
    notes: dict[str, float] = field(default_factory=dict)


class Bench:
    """All that is measured over one corpus."""

    def __init__(self, quick: bool, million: bool = False) -> None:
        self.runs = 3 if quick else 7
        self.count = 60 if quick else 300
        self.linked = (1_000, 10_000) if quick else (10_000, 100_000, 1_000_000) if million else (10_000, 100_000)
        self.stored = (1_000, 1) if quick else (10_000, 100 if million else 1)
        self.gazetteer = ensure(default_path())

    @cached_property
    def corpus(self) -> Corpus:
        """The reports."""
        return corpus(self.gazetteer, self.count)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The package's tables."""
        return load(self.gazetteer)

    @cached_property
    def tokens(self) -> list[list[Token]]:
        """The tokens of the reports."""
        return [tokenise(fold(document.text)) for document in self.corpus.documents]

    def _over_texts(self, name: str, what: str, task: Callable[[], object], **notes: float) -> Result:
        timing = timed(task, self.runs)
        return Result(name, what, timing, len(self.corpus.documents), self.corpus.characters, notes)

    def floor(self) -> Iterator[Result]:
        """The least that matching can cost: one pass of an automaton over the same texts, no boundaries checked."""
        surfaces = {" ".join(term.words) for term in table_terms() if GAP not in term.words}
        automaton = ahocorasick_rs.AhoCorasick(sorted(surfaces), store_patterns=False)
        texts = [fold(document.text).text for document in self.corpus.documents]
        yield self._over_texts(
            "floor", "automaton over folded text", lambda: [automaton.find_matches_as_indexes(text) for text in texts]
        )

    def coder(self) -> Iterator[Result]:
        """The whole coder on one core: first with nothing remembered of any word, then again."""
        coder = Coder(self.knowledge, Salience.load())
        collect_seldom()

        def code() -> int:
            return sum(len(coder.code(document).events) for document in self.corpus.documents)

        first = timed(code, 1)
        size = (len(self.corpus.documents), self.corpus.characters)
        yield Result("coder, first", "whole coder, words not seen before", first, *size)
        yield self._over_texts("coder", "whole coder, one core", code, events=code())

    def language(self) -> Iterator[Result]:
        """Folding, tokens, sentences, quotations, dates and numbers."""

        def read() -> None:
            for document in self.corpus.documents:
                tokens = tokenise(fold(document.text))
                sentences(tokens)
                quotations(tokens)
                moments(tokens, None)
                numbers(tokens)

        yield self._over_texts("language", "folding, tokens, sentences, quotations, dates, numbers", read)

    def lexicon(self) -> Iterator[Result]:
        """The lexicon over tokens: with nothing remembered, then again."""
        count = sum(map(len, self.tokens))
        lexicon = compiled()

        def find() -> None:
            for tokens in self.tokens:
                lexicon.mentions(tokens)

        size = (len(self.corpus.documents), self.corpus.characters)
        yield Result("lexicon, first", "lexicon, words not seen before", timed(find, 1), *size, {"tokens": count})
        yield self._over_texts("lexicon", "lexicon", find, tokens=count)

    def places(self) -> Iterator[Result]:
        """Place names over tokens and mentions: with nothing remembered, then again."""
        begins = [self.knowledge.lexicon.mentions(tokens) for tokens in self.tokens]
        gazetteer = Gazetteer(self.gazetteer)

        def find() -> None:
            for document, tokens, mentions in zip(self.corpus.documents, self.tokens, begins, strict=True):
                place_mentions(tokens, mentions, gazetteer, document.text)

        size = (len(self.corpus.documents), self.corpus.characters)
        yield Result("places, first", "place names, words not seen before", timed(find, 1), *size)
        yield self._over_texts("places", "place names", find)

    def start(self) -> Iterator[Result]:
        """`waqai code FILE` on one report from start to end, and a Python that imports pydantic and typer."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.txt"
            text = self.corpus.documents[0].text
            report.write_text(text, encoding="utf-8")
            command = [sys.executable, "-c", "from waqai.cli.main import run; run()", "code", str(report)]
            imports = [sys.executable, "-c", "import pydantic, typer"]
            yield Result("start floor", 'python -c "import pydantic, typer"', timed_process(imports, self.runs))
            yield Result(
                "start", "waqai code FILE", timed_process(command, self.runs), 1, len(report.read_text("utf-8"))
            )

    def memory(self) -> Iterator[Result]:
        """The most memory that a process takes which codes the reports."""
        lines = "\n".join(document.text.replace("\n", " ") for document in self.corpus.documents)
        command = [sys.executable, "-m", "bench.memory"]
        timing = timed(lambda: subprocess.run(command, input=lines.encode(), capture_output=True, check=True), 1)  # noqa: S603
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MIB
        yield Result("memory", "peak of a process that codes the reports", timing, notes={"peak_mib": peak})

    def pages(self) -> Iterator[Result]:
        """Pages of news sites, from bytes to documents, and the bare parse of the same bytes."""
        made = made_pages(self.corpus.documents)
        reading = Reading(datetime(2030, 1, 1, tzinfo=UTC))

        def read() -> list[str]:
            return [page_document(page.content, page.url, reading, address=page.url).text for page in made]

        def parse() -> None:
            for page in made:
                LexborHTMLParser(page.content)

        read()
        size = (len(made), sum(len(page.content) for page in made))
        yield Result("pages floor", "bare parse of pages", timed(parse, self.runs), *size)
        yield Result("pages", "pages to documents", timed(read, self.runs), *size, _kept(made, read()))

    def linking(self) -> Iterator[Result]:
        """Linking of made-up accounts, ten times as many each time, each in a process of its own."""
        for count in self.linked:
            yield self._linking(f"link {count:,}", "linking made-up accounts", str(count))
        yield self._linking("link a day", "ten thousand accounts of one day and city", "10000", "1", "1")

    def project(self) -> Iterator[Result]:
        """A document added to a project of made-up reports, from coded to incidents in the database; and its floor."""
        count, copies = self.stored
        name, what = f"add to {count * copies:,}", "a document added to a project"
        found = self._linking(name, what, str(count), str(copies), module="bench.project")
        floor = found.notes.pop("floor_seconds")
        yield Result("add floor", "a commit of one row in that project", Timing(floor, floor, floor, 1))
        yield found

    def _linking(self, name: str, what: str, *arguments: str, module: str = "bench.linking") -> Result:
        command = [sys.executable, "-m", module, *arguments]
        ended = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own command
        found: dict[str, float] = json.loads(ended.stdout)
        seconds = found.pop("seconds")
        return Result(
            name, what, Timing(seconds, found.pop("least", seconds), found.pop("most", seconds), 1), notes=found
        )


def _kept(made: list[MadePage], texts: list[str]) -> dict[str, float]:
    """How many of a thousand words of the articles are in the texts, and of the texts in the articles."""
    both = wanted = found = 0
    for page, text in zip(made, texts, strict=True):
        article, words = Counter(" ".join(page.paragraphs).split()), Counter(text.split())
        both += (article & words).total()
        wanted, found = wanted + article.total(), found + words.total()
    return {"kept_of_1000": 1000 * both / wanted, "right_of_1000": 1000 * both / found}


TASKS: dict[str, Callable[[Bench], Iterator[Result]]] = {
    "memory": Bench.memory,  # first: children of later tasks would count too
    "start": Bench.start,
    "coder": Bench.coder,  # before what fills this process with tokens and mentions
    "floor": Bench.floor,
    "language": Bench.language,
    "lexicon": Bench.lexicon,
    "places": Bench.places,
    "pages": Bench.pages,
    "linking": Bench.linking,
    "project": Bench.project,
}
