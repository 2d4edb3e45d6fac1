"""Everything on screen; imports only the public names of `analysis`."""
