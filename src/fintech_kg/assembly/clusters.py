"""From pairs that are the same to groups of identifiers, with pairs that no chain of merges may bring together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Clusters:
    """Disjoint sets (Tarjan 1975) that refuse a join of what is forbidden."""

    def __init__(self, forbidden: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._size: dict[str, int] = defaultdict(lambda: 1)
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in forbidden:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def leader(self, one: str) -> str:
        """The member that stands for the group of `one`; which one it is means nothing."""
        path = []
        while (above := self._above.get(one, one)) != one:
            path.append(one)
            one = above
        self._above |= dict.fromkeys(path, one)
        return one

    def join(self, one: str, other: str) -> bool:
        """Whether the two are in one group now: not where that is forbidden."""
        big, small = self.leader(one), self.leader(other)
        if big == small:
            return True
        if small in self._foes[big]:
            return False
        if self._size[big] < self._size[small]:
            big, small = small, big
        self._above[small] = big
        self._size[big] += self._size[small]
        for foe in self._foes.pop(small, set()):
            self._foes[foe].discard(small)
            self._foes[foe].add(big)
            self._foes[big].add(foe)
        return True

    @property
    def joined(self) -> set[str]:
        """All that some join brought together."""
        return {*self._above, *self._above.values()}

    def groups(self, members: Iterable[str]) -> list[list[str]]:
        """The members by group, each group and their list sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in sorted(set(members)):
            found[self.leader(one)].append(one)
        return sorted(found.values())
