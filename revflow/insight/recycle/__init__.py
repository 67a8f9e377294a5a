"""The recycle pool: what lies there, what comes back, what it yields against new ones, and what was forgotten.

Facts only: counts come from the views pool_*, estimates from life tables over them; ranges of nine tenths from 400 draws of the
128 groups of journeys, the same draws for everything that is shown side by side.
"""
