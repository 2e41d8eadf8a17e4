"""Pages of the library: for officers, and for everybody."""
