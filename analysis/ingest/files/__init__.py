"""Folders, archives, uploads and inputs of any length → the files to read."""
