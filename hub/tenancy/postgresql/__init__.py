"""Django's PostgreSQL backend, telling each statement on whose behalf it runs."""
