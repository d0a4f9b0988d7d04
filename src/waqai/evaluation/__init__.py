"""How far a coding agrees with what people coded: figures with their counts and intervals, and every disagreement.

`docs/evaluation.md` is the definition; this room holds it in code. A mode is a module: `articles`, `detection`,
`span_overlap`, `facts`, `joining`. Each counts, document by document; `measures` makes figures of the counts, and
`bootstrap` says how far they would move on other documents.
"""
