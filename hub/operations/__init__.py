"""Running the hub: its copies, its health, and what operators may see. Nothing here opens content."""
