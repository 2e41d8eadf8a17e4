"""Events in partitions by time, on PostgreSQL: one table to all code, pieces of a size to whoever keeps it.

A partitioned table can be unique only together with the time. So ids, hashes and places in streams are kept
once more in a slim table, `ledger_eventplace`, which a trigger fills in the same statement; references point
there. Nothing of this is in the models: a hub without partitions is the same hub.
"""
