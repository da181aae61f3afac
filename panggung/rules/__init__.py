"""The rulebook, tiers and access table: data under `rulebook/`, read strictly, judged without a database."""
