"""Twelve cases from practice, played act by act. In parts: each can stop where it is instructive."""
