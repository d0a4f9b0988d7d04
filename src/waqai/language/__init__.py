"""Arabic as such: folded text with offsets, tokens, sentences, quotations, word forms, numbers and times.

A text passes through `folding`, `tokens`, `sentences` and `quotations`; `numerals` and `calendar` read its numbers and
times, `morphology` and `lexeme` know the forms of its words. Nothing here knows of conflict, or of a table of actors.
"""
