"""Arithmetic between the figures of a document: one module a kind of relation."""
