"""Profiles of printing conditions, on this machine or in the manuscript.

In: a `World` and the name of a condition, or the path of a profile. Out: a `ColourProfile`.
"""

from anban.world.profiles.profile import ColourProfile, find

__all__ = ["ColourProfile", "find"]
