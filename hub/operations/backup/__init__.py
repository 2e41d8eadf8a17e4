"""Copies of a whole hub: made from one moment, signed, and proved when they are put back."""
