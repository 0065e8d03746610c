"""Where things are: systems, stacks, addresses, links and routes. Knows no socket and no security."""
