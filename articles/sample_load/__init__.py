"""Articles by the thousand, made up or given, for finding out how fast and how big it may be."""
