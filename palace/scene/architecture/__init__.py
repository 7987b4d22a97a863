"""Architecture: a plan becomes arrays that are drawn.

`PlanIndex` answers what a builder asks of a plan; `build_space` makes one space in detail,
`build_grounds` what lies under the open sky, `build_massing` the whole palace simply.
"""

from palace.scene.architecture.build import build_grounds, build_massing, build_space
from palace.scene.architecture.light import SUN
from palace.scene.architecture.plan_index import PlanIndex

__all__ = ["SUN", "PlanIndex", "build_grounds", "build_massing", "build_space"]
