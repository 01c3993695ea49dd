"""Variables that are put together from others of a file and read when they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

Key = tuple[Any, ...]


def lazy(
    dims: Key, shape: tuple[int, ...], read: Callable[[Key], Any], attributes: dict[str, Any] | None = None
) -> Any:
    """Make a variable of doubles; `read` takes a number, slice or list of numbers an axis, and gives that block."""
    import numpy as np
    import xarray as xr
    from xarray.core import indexing

    whole = tuple(shape)

    class Block(xr.backends.BackendArray):
        shape = whole
        dtype = np.dtype(np.float64)

        def __getitem__(self, key: Any) -> Any:
            return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, read)

    return xr.Variable(dims, indexing.LazilyIndexedArray(Block()), attributes)


def read_part(variable: xr.Variable, key: Key) -> Any:
    """Read a block of a variable of the file."""
    import numpy as np

    return np.asarray(variable.isel(dict(zip(variable.dims, key, strict=True))).values, dtype=np.float64)


def stacked(data: xr.Dataset, names: list[str], dimension: str) -> Any:
    """Put variables of one shape into one, a new last dimension; one that is not in the file is missing throughout."""
    import numpy as np

    there = [data[name].variable for name in names if name in data]
    first = there[0]

    def part(number: int, key: Key) -> Any:
        if names[number] in data:
            return read_part(data[names[number]].variable, key)
        return np.full_like(read_part(first, key), np.nan)

    attributes = {name: value for name, value in first.attrs.items()
                  if all(name in other.attrs and np.array_equal(other.attrs[name], value) for other in there)}
    return along(first.dims, first.shape, dimension, len(names), part, attributes)


def along(dims: Key, shape: tuple[int, ...], dimension: str, count: int, part: Callable[[int, Key], Any],
          attributes: dict[str, Any] | None = None) -> Any:
    """Make a variable of `count` parts along a new last dimension."""
    import numpy as np

    def read(key: Key) -> Any:
        *within, last = key
        chosen = np.arange(count)[last]
        parts = [part(int(k), tuple(within)) for k in np.atleast_1d(chosen)]
        return parts[0] if np.ndim(chosen) == 0 else np.stack(parts, axis=-1)

    return lazy((*dims, dimension), (*shape, count), read, attributes)


def from_the_start(variable: xr.Variable, dimension: str, longer: str) -> Any:
    """Give an axis of what is finished another that begins one step sooner: there nothing is, as nothing has been."""
    import numpy as np

    axis = variable.dims.index(dimension)
    dims = tuple(longer if name == dimension else name for name in variable.dims)
    steps = 1 + variable.shape[axis]
    shape = tuple(steps if k == axis else n for k, n in enumerate(variable.shape))

    def read(key: Key) -> Any:
        chosen = np.arange(steps)[key[axis]]
        wanted = np.atleast_1d(chosen)
        values = read_part(variable, (*key[:axis], np.maximum(wanted - 1, 0), *key[axis + 1 :]))
        before = sum(np.ndim(np.arange(n)[k]) for n, k in zip(shape[:axis], key[:axis], strict=True))
        values[(slice(None),) * before + (wanted == 0,)] = np.nan
        return values if np.ndim(chosen) else values.take(0, axis=before)

    return lazy(dims, shape, read, variable.attrs)
