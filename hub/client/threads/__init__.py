"""Conversations between focal points on this machine: read, verified, written, searched, exported."""
