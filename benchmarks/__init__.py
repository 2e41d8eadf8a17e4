"""Figures by command: the hub beside a bare baseline, in one run on one machine, as a ratio."""
