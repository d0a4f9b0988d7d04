"""The compiled lexicon: the same as one made of the tables, compiled once, and never out of date."""

from __future__ import annotations

import filecmp
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import TableError
from waqai.knowledge.lexicon import Lexicon
from waqai.knowledge.lexicon_build import CODE, TABLES, compiled, default_path, direct, fingerprint
from waqai.knowledge.lexicon_file import CompiledIndex
from waqai.knowledge.lexicon_terms import table_terms
from waqai.knowledge.table import rows
from waqai.knowledge.vocabulary import load_vocabulary
from waqai.language.folding import fold
from waqai.language.lexeme import GAP
from waqai.language.token import Token
from waqai.language.tokens import tokenise

TEXTS = (
    "شن الطيران الحربي فجر اليوم غارتين جويتين على أطراف بلدة التفاحية بريف إدلب، ما أسفر عن مقتل طفلين وإصابة امرأة",
    "أعلنت كتائب القسام استهدافها دبابة «ميركافا» بقذيفة الياسين، فيما قال الجيش الإسرائيلي إنه لم يقتل أحد من جنوده",
    "وبحسب المرصد السوري لحقوق الإنسان، لقي أربعة من عناصر قوات النظام مصرعهم جراء انفجار عبوة ناسفة بسيارتهم",
    "لم تتبن أي جهة الهجوم الذي نفذته طائرات مسيرة انتحارية يعتقد أنها إيرانية، ونفت طهران مسؤوليتها عنه",
)
PACKAGE = Path(str(files("waqai")))


def tokens_of(text: str) -> list[Token]:
    return tokenise(fold(text))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compiled lexicon of the package's tables."""
    path = tmp_path_factory.mktemp("compiled") / "lexicon.txt"
    compiled(path=path)
    return path


@pytest.fixture(scope="module")
def read(path: Path) -> Lexicon:
    return compiled(path=path)


@cache
def made() -> Lexicon:
    return direct()


@cache
def some_words() -> tuple[str, ...]:
    """Every word of the tables' wordings, in a fixed order."""
    return tuple(sorted({word for term in table_terms() for word in term.words if word != GAP}))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_reads_the_same_compiled_and_made(text: str, read: Lexicon) -> None:
    tokens = tokens_of(text)
    found = read.mentions(tokens)
    assert found == made().mentions(tokens)
    assert sum(map(len, found)) > 8


@given(data=st.data())
def test_any_words_read_the_same_compiled_and_made(data: st.DataObject, read: Lexicon) -> None:
    word = st.sampled_from(some_words()) | st.sampled_from(["لم", "«", "،", "ان", "قوات", "في", "ثلاثة"])
    clitic = st.sampled_from(["", "", "", "و", "ال", "ب", "لل", "فس"])
    ending = st.sampled_from(["", "", "", "هم", "ها", "ه"])
    words = data.draw(
        st.lists(st.builds(lambda before, w, after: before + w + after, clitic, word, ending), max_size=9)
    )
    tokens = tokens_of(" ".join(words))
    assert read.mentions(tokens) == made().mentions(tokens)


@given(numbers=st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_the_tables_own_wordings_read_the_same_compiled_and_made(numbers: list[int], read: Lexicon) -> None:
    terms = all_terms()
    wordings = (terms[number % len(terms)].words for number in numbers)
    text = " ".join(word if word != GAP else "ثلاثة رجال" for wording in wordings for word in wording)
    assert read.mentions(tokens_of(text)) == made().mentions(tokens_of(text))


@cache
def all_terms() -> tuple:
    return tuple(table_terms())


def test_every_term_is_kept_in_its_order_with_the_row_itself(path: Path) -> None:
    lexicon = compiled(path=path)
    index = lexicon._index
    assert isinstance(index, CompiledIndex)
    assert len(lexicon) == len(made()) == len(all_terms())
    for word in {term.words[0] for term in all_terms()}:
        kept, wanted = index.get(word), made()._index.get(word)
        assert kept == wanted
        assert all(a.row is b.row for a, b in zip(kept or (), wanted or (), strict=True))
    assert index.get("كلمةلاتوجد") is None
    assert not lexicon.knows("كلمةلاتوجد")


def test_a_lexicon_is_compiled_once(path: Path) -> None:
    before = path.stat()
    compiled(path=path)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [other.name for other in path.parent.iterdir() if other.suffix == ".new"] == []


def test_several_at_a_time_compile_it_once_and_all_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.txt"
    with ThreadPoolExecutor(3) as pool:
        lexicons = list(pool.map(lambda _: compiled(path=path), range(3)))
    assert {len(lexicon) for lexicon in lexicons} == {len(made())}


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'"verb"', b'"noun"', 1),
        lambda content: content.replace("قصف".encode(), "قصق".encode()),
        lambda content: b"[]\n" + content,
        lambda content: content + b"\n",
        lambda content: b"SQLite format 3\x00",
    ],
)
def test_a_damaged_file_is_compiled_anew(damage, path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "lexicon.txt"
    broken.write_bytes(damage(path.read_bytes()))
    tokens = tokens_of(TEXTS[0])
    assert compiled(path=broken).mentions(tokens) == made().mentions(tokens)
    assert filecmp.cmp(broken, path, shallow=False)


def test_a_file_of_other_rules_is_compiled_anew(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "lexicon.txt"
    old.write_bytes(path.read_bytes().replace(fingerprint().encode(), b"0" * 64))
    compiled(path=old)
    assert filecmp.cmp(old, path, shallow=False)


def project_with(folder: Path, *cues: str) -> Path:
    """A project's own tables: a table of cues alone."""
    folder.mkdir(exist_ok=True)
    (folder / "cues.tsv").write_text("wording\tcue\tside\n" + "".join(f"{cue}\thedge\tafter\n" for cue in cues))
    return folder


def cues_in(lexicon: Lexicon, text: str) -> int:
    return sum(mention.kind == "cue" for begins in lexicon.mentions(tokens_of(text)) for mention in begins)


def test_a_projects_table_counts_in_place_of_the_packages_and_its_changes_count_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path / "home"))
    tables = project_with(tmp_path / "tables", "لعلعل")
    first = fingerprint(tables)
    lexicon = compiled(tables)
    assert default_path(tables).is_file()
    assert not default_path().exists()
    assert cues_in(lexicon, "لعلعل") == 1
    assert cues_in(lexicon, "يعتقد لم لن") == 0
    assert len(lexicon.mentions(tokens_of("قصف"))[0]) > 0, "tables that the project lacks are the package's"

    project_with(tables, "لعلعل", "بعبعب")
    load_vocabulary.cache_clear()  # as in a new process
    assert fingerprint(tables) != first
    assert cues_in(compiled(tables), "لعلعل بعبعب") == 2


def test_a_broken_table_is_told_and_nothing_is_compiled(tmp_path: Path) -> None:
    tables = project_with(tmp_path / "tables", "لعلعل")
    (tables / "cues.tsv").write_text("wording\tcue\tside\nلعل\tguess\tafter\n")
    with pytest.raises(TableError, match="guess"):
        compiled(tables, tmp_path / "lexicon.txt")
    assert not (tmp_path / "lexicon.txt").exists()


def test_where_nothing_can_be_written_the_lexicon_is_made_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    lexicon = compiled(path=tmp_path / "file" / "lexicon.txt")
    assert len(lexicon) == len(made())


def test_the_file_lies_in_waqais_home_or_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path))
    assert default_path().parent == tmp_path
    monkeypatch.delenv("WAQAI_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert default_path().parent == tmp_path / "cache" / "waqai"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_path().parent == Path.home() / ".cache" / "waqai"
    assert default_path(tmp_path / "a").name != default_path(tmp_path / "b").name != default_path().name


_WATCH = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from waqai.knowledge.lexicon_build import direct
direct()
print("\\n".join(sorted({name for name in opened if name.endswith(".tsv")})))
print("\\n".join(module.__file__ for name, module in sys.modules.items() if name.startswith("waqai.")))
"""


def test_the_fingerprint_covers_every_table_and_rule_that_a_lexicon_is_made_of() -> None:
    shown = subprocess.run([sys.executable, "-c", _WATCH], capture_output=True, text=True, check=True).stdout
    used = {Path(line).relative_to(PACKAGE).as_posix() for line in shown.split("\n") if line}
    covered = {*CODE, *(f"knowledge/tables/{table}.tsv" for table in TABLES)}
    records = {name for name in used if name.startswith("records/")}  # what a row may hold, not how a form is made
    of_places = {name for name in used if name.startswith("knowledge/gazetteer") or name == "knowledge/place_names.py"}
    rest = {name for name in used - covered - records - of_places if not name.endswith("__init__.py")}
    assert {name.split("/")[0] for name in rest} == {"language"}
    assert covered <= used
    assert all(list(rows(table, ())) for table in TABLES)
