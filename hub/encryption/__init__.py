"""Sealing, signing and checking (envelope version 1), the same for the hub and for its clients.

Pure Python without Django. Nothing here keeps state, reads settings or talks to a network.
"""
