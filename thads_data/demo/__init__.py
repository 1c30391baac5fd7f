"""Made-up data: the sample province to the case and the đồng, and a country of any size by the same code."""
