"""Architecture: a plan becomes arrays that are drawn.

`PlanIndex` answers what a builder asks of a plan; `build_space` makes one space in detail,
`Grounds` what lies under the open sky, `Massing` a palace simply, `build_blocks` still
more simply what is far.
"""

from palace.scene.architecture.build import Grounds, Massing, build_blocks, build_space
from palace.scene.architecture.light import SUN
from palace.scene.architecture.plan_index import Circle, PlanIndex

__all__ = [
    "SUN",
    "Circle",
    "Grounds",
    "Massing",
    "PlanIndex",
    "build_blocks",
    "build_space",
]
