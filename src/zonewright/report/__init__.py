"""Answers for people and programs: explanations, JSON, the ledger picture, the report in three languages."""
