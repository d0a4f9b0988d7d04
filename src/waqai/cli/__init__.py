"""The command line: words for people around what the other rooms do."""
