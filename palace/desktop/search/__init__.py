"""Searching: a card on the left whose numbers shine in the scene as well."""
