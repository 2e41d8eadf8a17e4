"""The procedure without a server: steps, clocks, and random walks over rules and steps."""
