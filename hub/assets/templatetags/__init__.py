"""Tags for scripts and styles."""
