"""Makers of test data that go through the product's own actions."""
