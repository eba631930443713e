"""Questions of the explorer's page: from an index and what is asked to plain JSON-able data."""
