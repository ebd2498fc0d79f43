"""Residents rate a service after a visit (SKM, Permenpan RB 14/2017); visit tokens say which visits are verified."""
