"""Files and streams in, documents out: formats, encodings, and what cannot be taken, with its reason."""
