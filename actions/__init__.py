"""Rasa's custom actions: they read a turn, compute with `casework.eligibility`, or ask the gateway for an effect.

No SQL, no HTTP, no rules of the domain and no sentences live here (DESIGN section 2, "Actions compute or ask").
"""
