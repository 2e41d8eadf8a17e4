"""The demo: people, posts and requests, made through the product's own client and door."""
