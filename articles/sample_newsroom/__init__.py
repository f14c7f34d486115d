"""A small newsroom to look at: fictional articles, tags, sources and pictures drawn by a program."""
