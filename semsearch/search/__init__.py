"""Search: from a query or an example to ranked documents with explanations."""
