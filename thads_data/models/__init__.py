"""The tables. Nothing is re-exported: import each class from the file that holds it."""
