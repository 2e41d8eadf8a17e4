"""Everything that writes conferences, drafts and what became of them."""
