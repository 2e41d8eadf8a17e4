"""Pages about countries, officers and keys, as officers use them in a browser."""
