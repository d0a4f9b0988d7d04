"""The coder: one document to events, in the order in which a reader understands a text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from waqai import __version__
from waqai.coding.arguments import argue
from waqai.coding.attribution import attribute
from waqai.coding.event_making import make_events
from waqai.coding.harm import find_harm
from waqai.coding.means import find_means
from waqai.coding.modality import judge_modality
from waqai.coding.participants import Cast, named_in
from waqai.coding.place import locate
from waqai.coding.plausibility import plausible
from waqai.coding.pronouns import pronoun_targets, weapon_owner
from waqai.coding.reading import read
from waqai.coding.response import find_responses
from waqai.coding.salience import Salience
from waqai.coding.time import date_acts
from waqai.coding.triggers import acts
from waqai.errors import NotArabic
from waqai.knowledge.knowledge import Knowledge
from waqai.language.script import language_of
from waqai.records import CodedDocument, Document


class Coder:
    """Codes documents by the tables of `knowledge`. Pure: the same document gives the same events.

    `version` names the rules and tables by which it codes: documents coded by another are coded anew.
    `salience` judges which acts are reported and not only talked of; without it every act that the rules find stands.
    """

    def __init__(self, knowledge: Knowledge, salience: Salience | None = None) -> None:
        self.knowledge = knowledge
        self._salience = salience
        self.version = f"{__version__}+{knowledge.digest}"

    def code(self, document: Document) -> CodedDocument:
        """The document with its events, in the order of the text, and why each field holds what it holds.

        Raises NotArabic for a document in another language.
        """
        language = document.language or language_of(document.text)
        if language != "ar":
            raise NotArabic(f"the text is in the language {language!r}.", where=document.id)
        publisher = self.knowledge.publishers.find(document.source) if document.source else None
        anchor = _anchor(document.published, publisher.time_zone if publisher else None)
        document = document.model_copy(
            update={
                "language": language,
                "publisher_id": document.publisher_id or (publisher.id if publisher else None),
            }
        )
        reading = read(document, self.knowledge, anchor)
        cast = Cast(self.knowledge, publisher, anchor.year if anchor else None, named_in(reading))
        found = acts(reading)
        argue(reading, found, cast)
        pronoun_targets(reading, found, cast)
        weapon_owner(reading, found, cast)
        find_means(reading, found)
        found = plausible(reading, found)
        judge_modality(reading, found)
        said = attribute(reading, found, cast)
        date_acts(reading, found, said)
        locate(reading, found, cast)
        find_harm(reading, found)
        find_responses(reading, found, cast)
        return make_events(reading, found, said, cast, self._salience)


def _anchor(published: datetime | None, zone: str | None) -> datetime | None:
    """The publication time in the publisher's own zone; as given where the publisher is unknown."""
    if published is None or zone is None:
        return published
    return published.astimezone(ZoneInfo(zone))
