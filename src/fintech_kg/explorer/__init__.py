"""Facts in, something a person can look at out: the shareable page (`page`), and the explorer (`index`, `answers`, `web`)."""
