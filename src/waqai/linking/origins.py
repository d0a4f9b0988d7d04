"""Origins: the independent voices of an incident (codebook 4).

Outlets that repeat one source are one origin, near-copies of one text are one, and so are outlets of one owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from waqai.linking.account import Account
from waqai.linking.kinship import PARTISAN, Kinship
from waqai.linking.voices import Voice, Voices, voices_by_key
from waqai.records import Origin, Participant, Stance

Value = TypeVar("Value", bound=str)

_FIRST = datetime.min.replace(tzinfo=UTC)
_STANCES: tuple[Stance, ...] = ("reports", "claims", "accuses", "confirms", "denies", "declines")


@dataclass(frozen=True, slots=True)
class Testimony:
    """An origin with all that it says of one incident."""

    origin: Origin
    voices: tuple[Voice, ...]

    @property
    def withdrew(self) -> bool:
        """Whether it affirmed the act, and in its latest document denies it."""
        said = [(voice.account.document.published or _FIRST, voice) for voice in self.voices]
        affirmed = [at for at, voice in said if voice.affirms]
        denied = [at for at, voice in said if voice.stance == "denies"]
        return bool(affirmed and denied) and max(denied) > max(affirmed)

    @property
    def affirms(self) -> bool:
        """Whether it says that the act happened, and has not withdrawn it."""
        return any(voice.affirms for voice in self.voices) and not self.withdrew

    @property
    def denies(self) -> bool:
        """Whether it denies, without ever having affirmed, that the act happened or was its own."""
        return any(voice.stance == "denies" for voice in self.voices) and not self.withdrew

    @property
    def independent(self) -> bool:
        """Whether it affirms the act and is no party to it."""
        return self.affirms and not self.origin.party

    @property
    def affirmed_accounts(self) -> tuple[Account, ...]:
        """The accounts in which it affirms the act, each once."""
        found = {voice.account.id: voice.account for voice in self.voices if voice.affirms}
        return tuple(found.values())


def testimonies(accounts: Sequence[Account], voices: Voices, kinship: Kinship) -> tuple[Testimony, ...]:
    """The origins of an incident with what each says: those that affirm first, then by id."""
    grouped = voices_by_key(tuple(voice for account in accounts for voice in voices.of(account)))
    participants = [person for account in accounts for person in (*account.event.agents, *account.event.targets)]
    found = (Testimony(_origin(key, said, participants, kinship), said) for key, said in grouped.items())
    return tuple(sorted(found, key=lambda testimony: (not testimony.affirms, testimony.origin.id)))


def _origin(key: str, voices: Sequence[Voice], participants: Sequence[Participant], kinship: Kinship) -> Origin:
    stances = {voice.stance for voice in voices}
    return Origin(
        id=key,
        name=_most_common(voice.name for voice in voices),
        kind=_most_common(voice.kind for voice in voices),
        source_id=min((voice.source_id for voice in voices if voice.source_id), default=None),
        party=any(_is_party(voice, participants, kinship) for voice in voices),
        protected=any(voice.protected for voice in voices),
        stances=tuple(stance for stance in _STANCES if stance in stances),
        document_ids=tuple(sorted({voice.account.document.id for voice in voices})),
        event_ids=tuple(sorted({voice.account.id for voice in voices})),
        folded=tuple(_folded(voices)),
    )


def _is_party(voice: Voice, participants: Sequence[Participant], kinship: Kinship) -> bool:
    """Whether the voice is a party to the act: it takes responsibility, accuses as a side, is a side's own medium,
    or is the agent or the target, or of its house.
    """
    if voice.stance == "claims" or voice.party_media:
        return True
    if voice.speaker is None or voice.kind not in PARTISAN or kinship.neutral(voice.speaker.source_id):
        return False
    if voice.stance == "accuses":
        return True
    speaker = kinship.known(voice.speaker.source_id, voice.speaker.text or "")
    return any(kinship.speaks_for(speaker, person) for person in participants)


def _folded(voices: Sequence[Voice]) -> Iterable[str]:
    """Why several documents share this origin."""
    if len({voice.account.document.id for voice in voices}) < 2:
        return
    if any(voice.copied for voice in voices):
        yield "near_copy"
    if any(voice.quoted for voice in voices):
        yield "quotes"
    if len({voice.outlet.publisher_id for voice in voices if voice.of_outlet and not voice.quoted}) > 1:
        yield "same_owner"
    if not any(voice.of_outlet for voice in voices):
        yield "same_source"


def _most_common(values: Iterable[Value]) -> Value:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))
