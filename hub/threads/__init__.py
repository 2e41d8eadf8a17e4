"""Conversations between focal points: their kinds, what each act changes, and what may be passed on. Pure."""
