"""The commands of thads-bot, a file for each group; bot/cli.py imports only the one that is run."""
