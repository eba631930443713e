"""How many examples the properties try: few and always the same in the tests, many by HYPOTHESIS_PROFILE=long.

EXAMPLES says how many are many.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile("few", max_examples=6, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "many", max_examples=int(os.environ.get("EXAMPLES", "2000")), deadline=None, suppress_health_check=_SLOW
)
PROFILE = settings.get_profile("many" if os.environ.get("HYPOTHESIS_PROFILE") == "long" else "few")
