"""How conferences and recommendations show at the ends of links between things of different rooms."""


def register_kinds() -> None:
    """Called once when the program starts."""
