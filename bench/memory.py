"""Code the texts on standard input, a line each, and keep nothing."""

from __future__ import annotations

import sys

from waqai.coding.coder import Coder
from waqai.coding.salience import Salience
from waqai.knowledge.knowledge import load
from waqai.records import Document

if __name__ == "__main__":
    coder = Coder(load(), Salience.load())
    for line in sys.stdin:
        coder.code(Document.of_text(line, language="ar"))
