"""ICC profiles of printing conditions, from this machine or from the manuscript.

In: a `World`, and the name of a printing condition or the path of a profile. Out: a
`ColourProfile`. A new printing condition is a table in `conditions.toml`.
"""

from anban.world.profiles.profile import ColourProfile, find

__all__ = ["ColourProfile", "find"]
