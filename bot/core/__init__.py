"""The words of the machine: Message, Intent, Turn, Route, Reply, Channel, Notice."""
