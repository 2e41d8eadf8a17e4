"""The officer's own program: seals, signs and checks on this machine, and asks the hub only to carry.

It imports nothing of the server. Keys stay in the home folder, sealed by passphrase and account secret.
"""
