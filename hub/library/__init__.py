"""What countries know and share: practices, lessons, laws, tools."""
