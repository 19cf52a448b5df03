"""The one place that decides who may see and do what in whose tax matter (rule 7; reference: Forms 2848 and 8821)."""
