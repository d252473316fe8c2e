"""Profiles of printing conditions, on this machine or in the manuscript.

In: a `World` and the name of a condition, or the path of a profile. Out: a `Profile`.
"""

from anban.world.profiles.profile import Profile, find

__all__ = ["Profile", "find"]
