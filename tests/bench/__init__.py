"""Measurements, never tests: `./run bench` prints the tables that the README shows."""
