"""Forms as data: fields, words in three languages, rules. No Django: the client uses it too."""
