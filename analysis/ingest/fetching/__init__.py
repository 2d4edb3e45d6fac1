"""Pages of the public web, on request, and nothing beside it."""
