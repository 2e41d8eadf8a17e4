"""Tables of others, read line by line: every line has a fate, and nothing in a file can stop the reading."""
