"""Everything that reads figures."""
