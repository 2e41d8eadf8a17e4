"""Finding what the library holds, in fourteen languages, on SQLite and on PostgreSQL alike.

Terms (pure) go into the index of the database, audience and facets into sets of places in memory; a search
intersects the two, weighs a bounded number of rows, and counts only what its reader may see.
"""
