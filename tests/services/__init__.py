"""Real PostgreSQL and Redis for tests, started in a temporary folder and thrown away."""
