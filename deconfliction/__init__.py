"""Blind deconfliction: two posts learn that both hold a case on the same identifier, and nothing else."""
