"""What browsers load from this hub: scripts and styles, their hashes, and what imports what."""
