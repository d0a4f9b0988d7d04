"""The examples of sources in the documentation hold, and no kind lacks one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from waqai.acquisition.source import SourceSetting
from waqai.storage.settings import settings_of

DOCS = Path(__file__).parents[2] / "docs" / "sources.md"


def test_every_kind_of_source_has_an_example_that_holds() -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S)
    sources = [source for block in blocks for source in settings_of(block, "docs/sources.md").sources]
    union = get_args(SourceSetting)[0]
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in get_args(union)}
    assert {source.kind for source in sources} == kinds
