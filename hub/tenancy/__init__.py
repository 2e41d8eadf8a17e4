"""The second wall: PostgreSQL itself shows and takes only rows of the posts for whom a call acts."""
