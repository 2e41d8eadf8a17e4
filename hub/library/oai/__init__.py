"""The library for harvesters: OAI-PMH 2.0 with unqualified Dublin Core, deleted records kept for ever."""
