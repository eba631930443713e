"""Points in, the force with which all others push each away out, by way of a mesh.

Each point counts as a charge; in the plane two charges push each other with a force of one by their distance. The charges are
spread on a mesh, and the field of the mesh is found with a Fourier transform, as particle-mesh methods do (Hockney and
Eastwood, "Computer Simulation Using Particles", 1988): the time hardly depends on how many points there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mesh:
    """A square of `cells` by `cells` cells of the width `cell`, whose corner is at (`left`, `low`)."""

    cells: int
    cell: float
    left: float
    low: float
    _fields: tuple[npt.NDArray[np.complex128], npt.NDArray[np.complex128]]

    @classmethod
    def over(cls, left: float, low: float, width: float, cells: int) -> Mesh:
        """A mesh over a square."""
        cell = width / (cells - 2)
        steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells)) * cell
        dx, dy = steps[None, :], steps[:, None]
        apart = dx * dx + dy * dy + (0.5 * cell) ** 2
        return cls(cells, cell, left - cell, low - cell, (np.fft.rfft2(dx / apart), np.fft.rfft2(dy / apart)))

    def pushes(self, points: Floats, charges: Floats) -> Floats:
        """The force on a unit charge at each of the points, which lie in the square; shape (points, 2)."""
        at, shares = self._shares(points)
        density = np.zeros(self.cells * self.cells)
        for cell, share in zip(at, shares, strict=True):
            density += np.bincount(cell, charges * share, minlength=len(density))
        size = 2 * self.cells
        spread = np.fft.rfft2(density.reshape(self.cells, self.cells), (size, size))
        found = np.empty_like(points)
        for axis, field in enumerate(self._fields):
            force = np.fft.irfft2(spread * field, (size, size))[: self.cells, : self.cells].ravel()
            found[:, axis] = sum(force[cell] * share for cell, share in zip(at, shares, strict=True))
        return found

    def _shares(self, points: Floats) -> tuple[list[Ints], list[Floats]]:
        """The four cells around each point, with the share of it that falls to each."""
        x, y = (points[:, 0] - self.left) / self.cell, (points[:, 1] - self.low) / self.cell
        column = np.clip(np.floor(x).astype(np.int64), 0, self.cells - 2)
        row = np.clip(np.floor(y).astype(np.int64), 0, self.cells - 2)
        right, up = np.clip(x - column, 0, 1), np.clip(y - row, 0, 1)
        first = row * self.cells + column
        return (
            [first, first + 1, first + self.cells, first + self.cells + 1],
            [(1 - right) * (1 - up), right * (1 - up), (1 - right) * up, right * up],
        )
