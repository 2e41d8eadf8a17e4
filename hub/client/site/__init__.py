"""Whether the hub's web pages bring the scripts of the release, to this officer as to everybody."""
