"""The facts: tables, questions and rules of civil judgment enforcement. Imports nothing of ours."""
