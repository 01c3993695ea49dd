"""A posterior's file, in the groups of ArviZ's InferenceData."""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from .. import _core

if TYPE_CHECKING:
    from ._posterior import Posterior

_WEIGHT = "weight"
_LISTS = ("tolerances", "accepted")  # a list of one number comes back as that number
_LIBRARY = {"inference_library": "concord", "inference_library_version": _core.version}


def write(
    path: pathlib.Path,
    posterior: Posterior,
    prior: pd.DataFrame | None,
    observed: Mapping[str, Any] | pd.Series[Any] | None,
) -> None:
    """Write a posterior, whole or not at all."""
    groups = {"posterior": _group(posterior.draws, posterior.chains).assign_attrs(_written(posterior.attrs))}
    if posterior.weights is not None:
        weight = posterior.weights.to_numpy().reshape(posterior.chains, -1)
        groups["posterior"][_WEIGHT] = (("chain", "draw"), weight)
    if len(posterior.statistics.columns) > 0:
        groups["sample_stats"] = _group(posterior.statistics, posterior.chains)
    if prior is not None:
        groups["prior"] = _group(prior, 1)
    if observed is not None:
        groups["observed_data"] = xr.Dataset({str(name): float(value) for name, value in observed.items()})
    tree = xr.DataTree.from_dict({f"/{name}": data.assign_attrs(_LIBRARY) for name, data in groups.items()})
    tree.attrs.update(_LIBRARY)
    with _replacing(path) as part:
        tree.to_netcdf(part, engine="h5netcdf")


def read(
    path: pathlib.Path,
) -> tuple[pd.DataFrame, npt.NDArray[np.float64] | None, dict[str, npt.NDArray[np.float64]], dict[str, Any]]:
    """Read draws, weights, statistics and attributes."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        with xr.open_datatree(path, engine="h5netcdf") as tree:
            groups = {name: tree[name].to_dataset().load() for name in tree.children}
    except (OSError, ValueError, TypeError) as error:
        raise ValueError(f"{path}: is no posterior's file ({error})") from error
    if "posterior" not in groups:
        raise ValueError(f"{path}: has no group 'posterior'; there are {', '.join(groups) or 'none'}")
    columns = _columns(path, groups["posterior"])
    weights = columns.pop(_WEIGHT, None)
    chains = groups["posterior"].sizes["chain"]
    index = pd.MultiIndex.from_product(
        [range(chains), range(groups["posterior"].sizes["draw"])], names=["chain", "draw"]
    )
    attrs = {
        str(name): _read(str(name), value)
        for name, value in groups["posterior"].attrs.items()
        if name not in _LIBRARY
    }
    statistics = groups.get("sample_stats", xr.Dataset())
    return (
        pd.DataFrame({name: values.ravel() for name, values in columns.items()}, index=index),
        None if weights is None else weights.ravel(),
        {str(name): one.to_numpy().ravel() for name, one in statistics.items() if one.dims == ("chain", "draw")},
        attrs,
    )


def _group(draws: pd.DataFrame, chains: int) -> xr.Dataset:
    reserved = {"chain", "draw", _WEIGHT} & set(map(str, draws.columns))
    if reserved:
        raise ValueError(f"{min(reserved)!r} is a name that the file needs for itself")
    return xr.Dataset(
        {
            str(name): (("chain", "draw"), draws[name].to_numpy(dtype=float).reshape(chains, -1))
            for name in draws.columns
        },
        coords={"chain": np.arange(chains), "draw": np.arange(len(draws) // chains)},
    )


def _columns(path: pathlib.Path, data: xr.Dataset) -> dict[str, npt.NDArray[np.float64]]:
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for name, one in data.items():
        if one.dims != ("chain", "draw"):
            raise ValueError(f"{path}: {name} has the dimensions {one.dims}; expected ('chain', 'draw')")
        columns[str(name)] = one.to_numpy().astype(float)
    if not set(columns) - {_WEIGHT}:
        raise ValueError(f"{path}: its posterior has no parameter")
    return columns


def _written(attrs: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in attrs.items():
        numbers = value if isinstance(value, list) else [value]
        if not isinstance(value, str) and not all(isinstance(one, (int, float, np.number)) for one in numbers):
            raise ValueError(f"attribute {name!r} is {value!r}; a file takes words, numbers and lists of numbers")
    return {
        str(name): np.array(value, dtype=float) if isinstance(value, list) else value for name, value in attrs.items()
    }


def _read(name: str, value: Any) -> Any:
    if name in _LISTS or isinstance(value, np.ndarray):
        return np.atleast_1d(value).tolist()
    return value.item() if isinstance(value, np.generic) else value


@contextlib.contextmanager
def _replacing(path: pathlib.Path) -> Iterator[pathlib.Path]:
    """Give a name to write to, which takes the file's place once it is whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
