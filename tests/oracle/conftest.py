"""Talk in, reply out, on the sample province."""

from tests.sample import ask, chat, own_sample, sample, sample_file

__all__ = ["ask", "chat", "own_sample", "sample", "sample_file"]
