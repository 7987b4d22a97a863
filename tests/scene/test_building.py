"""The workshop, where what comes into view is built in another thread."""

import threading

from palace.model.plan import Plan, Space
from palace.scene.building import Workshop
from palace.scene.meshes.mesh import SpaceParts

from .houses import house


def spaces_of(plan: Plan, many: int) -> list[Space]:
    return list(plan.spaces)[:many]


def test_what_is_urgent_comes_before_the_spaces_and_the_newest_of_it_only() -> None:
    done: list[str] = []
    begun, may_go = threading.Event(), threading.Event()

    def build(space: Space) -> SpaceParts:
        begun.set()
        assert may_go.wait(10)
        done.append(space.id)
        return SpaceParts()

    first, second, third = spaces_of(house(), 3)
    workshop = Workshop(build)
    workshop.later(lambda: done.append("later"))
    workshop.want([first, second, third])
    assert begun.wait(10) or done
    workshop.next(lambda: done.append("overtaken"))
    workshop.next(lambda: done.append("urgent"))
    assert workshop.waiting
    may_go.set()
    workshop.join()
    done = [name for name in done if name != "later"]
    assert done == [first.id, "urgent", second.id, third.id]
    assert workshop.collect() and not workshop.waiting
    workshop.next(lambda: done.append("alone"))
    workshop.join()
    assert done[-1] == "alone"
    workshop.close()
