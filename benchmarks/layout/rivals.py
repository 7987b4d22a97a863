"""What stands beside the plan: projections, a squarified treemap, building all anew."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.material import Array
from benchmarks.layout.measures import Placed

Layout = Callable[[Array, int], Array]


def pca(vectors: Array, seed: int) -> Array:
    """Return the two leading principal components; no chance in it."""
    centred = vectors - vectors.mean(0)
    return centred @ np.linalg.eigh(centred.T @ centred)[1][:, -2:]


def umap_flat(vectors: Array, seed: int) -> Array:
    """Return UMAP (McInnes, Healy & Melville 2018) in two dimensions, as it is delivered."""
    import umap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        near = min(15, len(vectors) - 1)
        return np.asarray(
            umap.UMAP(n_neighbors=near, metric="cosine", random_state=seed).fit_transform(vectors)
        )


def t_sne(vectors: Array, seed: int) -> Array:
    """Return t-SNE (van der Maaten & Hinton 2008) in two dimensions, as scikit-learn has it."""
    from sklearn.manifold import TSNE

    perplexity = min(30, (len(vectors) - 1) / 3)
    model = TSNE(metric="cosine", init="pca", perplexity=perplexity, random_state=seed)
    # Its own start for this metric wants the vectors centred.
    return np.asarray(model.fit_transform(np.asarray(vectors, np.float32)))


def treemap(placed: Placed) -> Array:
    """Return a squarified treemap (Bruls, Huizing & van Wijk 2000): wings, rooms in them, objects.

    Of the plan's own wings and rooms, so that only the drawing differs. In a room objects lie in
    rows, by their first two principal components.
    """
    import squarify

    sizes = np.bincount(placed.room, minlength=len(placed.rooms)).astype(float)
    wings = np.unique([s.wing_id or "" for s in placed.rooms], return_inverse=True)[1]
    full = np.array([sizes[wings == w].sum() for w in range(wings.max() + 1)])
    side = float(np.sqrt(sizes.sum() * _AREA))
    flat = np.zeros((len(placed.room), 2))
    for wing, box in _boxes(squarify, full, 0.0, 0.0, side, side):
        inside = np.flatnonzero(wings == wing)
        for number, at in _boxes(squarify, sizes[inside], box["x"], box["y"], box["dx"], box["dy"]):
            members = np.flatnonzero(placed.room == inside[number])
            flat[members] = _in_rows(placed.vectors[members], at)
    return flat


_AREA = 3.6
"""Square metres an object, as in a room of the palace."""


def _boxes(
    library: object, sizes: NDArray[np.floating], x: float, y: float, dx: float, dy: float
) -> list[tuple[int, dict[str, float]]]:
    order = [int(i) for i in np.argsort(-sizes, kind="stable") if sizes[i] > 0]
    areas = library.normalize_sizes([sizes[i] for i in order], dx, dy)  # type: ignore[attr-defined]
    found = library.squarify(areas, x, y, dx, dy)  # type: ignore[attr-defined]
    return list(zip(order, found, strict=True))


def _in_rows(vectors: Array, box: dict[str, float]) -> Array:
    n = len(vectors)
    columns = max(1, round(np.sqrt(n * box["dx"] / max(box["dy"], 1e-9))))
    centred = vectors - vectors.mean(0)
    left, scale, _ = np.linalg.svd(centred, full_matrices=False)
    flat = (left * scale)[:, :2] if n > 1 else np.zeros((1, 2))
    place = np.zeros((n, 2))
    for column, part in enumerate(np.array_split(np.argsort(flat[:, 0], kind="stable"), columns)):
        order = part[np.argsort(flat[part, -1], kind="stable")]
        place[order, 0] = box["x"] + box["dx"] * (column + 0.5) / columns
        place[order, 1] = box["y"] + box["dy"] * (np.arange(len(order)) + 0.5) / max(len(order), 1)
    return place


PROJECTIONS: dict[str, Layout] = {"PCA": pca, "UMAP": umap_flat, "t-SNE": t_sne}
CHANCELESS = ("PCA",)


def available() -> tuple[dict[str, Layout], list[str]]:
    """Return the projections that can be made here, and what is missing."""
    found, missing = dict(PROJECTIONS), []
    try:
        import umap  # noqa: F401
    except ImportError:
        del found["UMAP"]
        missing.append("umap-learn")
    try:
        import squarify  # noqa: F401
    except ImportError:
        missing.append("squarify")
    return found, missing


def moved(before: Array, after: Array) -> tuple[float, float]:
    """Return the share of objects that kept their place, and how far the mean one went.

    Positions of a projection have no scale: they are fitted to those before (Procrustes, with the
    scale), which flatters them.
    """
    if before.shape[1] == 2:
        one, other = before - before.mean(0), after - after.mean(0)
        left, scale, right = np.linalg.svd(other.T @ one)
        turned = other @ (left @ right) * (scale.sum() / max((other**2).sum(), 1e-12))
        after = turned + before.mean(0)
    away = np.linalg.norm(after - before, axis=1)
    return float((away < 1e-9).mean()), float(away.mean())
