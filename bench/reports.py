"""Made-up Arabic reports, the same ones for a seed: sentences of `sentences.tsv` filled with names of the tables."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import load_publishers
from waqai.records import Document

_SLOT = re.compile(r"\{(\w+)\}")
_GIVEN = [
    "أحمد",
    "محمد",
    "خالد",
    "يوسف",
    "عمر",
    "سامر",
    "نضال",
    "ياسين",
    "حسان",
    "بلال",
    "مازن",
    "رامي",
    "وائل",
    "غسان",
    "فراس",
    "أيمن",
    "زياد",
    "عدنان",
    "صلاح",
    "منير",
]
_FAMILY = [
    "التفاحي",
    "الزيتوني",
    "الحداد",
    "النجار",
    "الخطيب",
    "الصباغ",
    "العطار",
    "القيسي",
    "الربيعي",
    "السالم",
    "المصري",
    "الكردي",
    "الحموي",
    "العلي",
]
_FILLED: dict[str, Sequence[str]] = {
    "airforce": ("الطيران الحربي", "الطيران المروحي", "سلاح الجو", "طيران التحالف", "الطيران المسير"),
    "count": ("غارة جوية", "غارتين جويتين", "ثلاث غارات", "سلسلة غارات", "عدة غارات عنيفة"),
    "class": ("بلدة", "قرية", "مدينة", "ناحية", "منطقة"),
    "part": ("فجرا", "صباح اليوم", "ظهرا", "مساء أمس", "بعد منتصف الليل", "قبيل الغروب"),
    "day": ("يوم الأحد", "أمس الخميس", "الأربعاء الماضي", "في 12 آذار/ مارس", "اليوم الثلاثاء", "في الثالث من أيلول"),
    "people": ("مدنيين", "أطفال", "نساء", "عناصر", "مسلحين", "عمال", "مزارعين", "صحفيين"),
    "object": ("مدرسة", "مستودع ذخيرة", "مقر عسكري", "منازل المدنيين", "حاجز", "سوق شعبية", "محطة مياه", "مركز صحي"),
    "device": ("عبوة ناسفة", "سيارة مفخخة", "دراجة نارية مفخخة", "لغم أرضي", "قنبلة يدوية"),
    "source": ("ناشطون", "مصدر طبي", "شهود عيان", "مصادر محلية", "مصدر أمني", "الدفاع المدني", "مراقبون"),
    "to": ("للجيش", "للمعارضة", "للفصائل", "للحشد", "للميليشيات", "للشرطة"),
    "claim": ("إصابات مباشرة", "تدمير الهدف", "مقتل جميع من فيه", "عمليات الخطف", "الانتهاكات المستمرة"),
    "adjective": ("باطلة", "كاذبة", "ملفقة", "عارية عن الصحة"),
}


@dataclass(frozen=True)
class Corpus:
    """Documents for a measurement, and what they hold: characters, tokens by spaces, distinct ones of those."""

    documents: tuple[Document, ...]
    characters: int
    words: int
    distinct: int


def corpus(gazetteer: Path, count: int, length: int = 1500, seed: int = 7, country: str | None = None) -> Corpus:
    """`count` reports of `length` characters, cut at a sentence where that is near; of places in one country or all."""
    slots = {**_FILLED, **_names(gazetteer, country)}
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    lines = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if not line.startswith("#")][1:]
    texts = [_report(sentences, slots, chance, length) for _ in range(count)]
    words = [word for text in texts for word in text.split()]
    documents = tuple(
        Document.of_text(text, id=f"bench-{number}", source="سانا", language="ar", published=None)
        for number, text in enumerate(texts)
    )
    return Corpus(documents, sum(map(len, texts)), len(words), len(set(words)))


def _report(sentences: Sequence[str], slots: dict[str, Sequence[str]], chance: random.Random, length: int) -> str:
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) + len(paragraphs) < length:
        sentence = chance.choice(sentences)
        paragraphs.append(_SLOT.sub(lambda slot: chance.choice(slots[slot[1]]), sentence))
    return "\n".join(paragraphs)[:length]


def _names(gazetteer: Path, country: str | None) -> dict[str, Sequence[str]]:
    """Names of places, bodies and outlets as the tables have them, and made-up persons."""
    with sqlite3.connect(f"{gazetteer.absolute().as_uri()}?mode=ro", uri=True) as file:
        query = (
            "SELECT name_ar FROM place WHERE name_ar IS NOT NULL AND kind NOT IN ('country', 'admin1') "
            "AND (? IS NULL OR country = ?) ORDER BY id"
        )
        places = [name for (name,) in file.execute(query, (country, country))]
    kinds = {"armed_forces", "rebel_group", "militia", "police"}
    return {
        "place": places,
        "force": [actor.name_ar for actor in load_actors() if actor.kind in kinds],
        "outlet": [publisher.name_ar for publisher in load_publishers()],
        "name": _GIVEN,
        "family": _FAMILY,
        "number": [str(number) for number in range(3, 40)] + ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "عشرة"],
    }
