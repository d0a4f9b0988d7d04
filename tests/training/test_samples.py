"""Samples: judged sentences, sentences of our own and whole articles, each with what people say of it."""

from __future__ import annotations

import json
from pathlib import Path

from training.samples import article_samples, own_samples, sentence_samples

TEXT = "تجمع الناس في الساحة صباحا. قصف الجيش سوق البلدة فقتل بائعان! وعاد الهدوء."


def _write(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_a_judged_sentence_counts_by_the_share_of_its_readers(tmp_path: Path) -> None:
    row = {"id": "assault:paper-12_3", "text": TEXT, "accept": 2, "reject": 1, "label": "yes"}
    _write(tmp_path / "assault.jsonl", row, {**row, "id": "assault:paper-12_4", "accept": 0, "reject": 0})
    one, nobody = sentence_samples(tmp_path, "assault")
    assert (one.target, one.label, one.family) == (2 / 3, "yes", "assault")
    assert nobody.target == 0
    assert one.group == nobody.group == "paper-12"


def test_the_sentences_of_our_own_are_read_whole() -> None:
    samples = own_samples()
    assert {sample.family for sample in samples} == {"assault", "protest"}
    assert {sample.target for sample in samples} == {0.0, 1.0}
    assert len({sample.text for sample in samples}) == len(samples)
    assert not any("\\n" in sample.text or not sample.text.strip() for sample in samples)


def test_an_article_keeps_its_evidence_and_the_sentences_that_hold_it(tmp_path: Path) -> None:
    row = {"id": "a", "text": TEXT, "published": "2024-05-02", "events": [{"evidence": ["قصف الجيش", "لا أثر له"]}]}
    _write(tmp_path / "x.jsonl", row, {**row, "id": "b", "text": "نص معروف", "events": []})
    (article,) = article_samples(tmp_path, frozenset({"نص معروف"}))
    (told,), (sentence,) = article.reported, article.sentences
    assert TEXT[slice(*told)] == "قصف الجيش"
    assert TEXT[slice(*sentence)].strip() == "قصف الجيش سوق البلدة فقتل بائعان!"
    assert article.target is None
