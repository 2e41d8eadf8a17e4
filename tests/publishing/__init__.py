"""Tests of hub.publishing."""
