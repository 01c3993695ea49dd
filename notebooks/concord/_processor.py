"""Refuses a processor that the program was not built for, in words instead of by a crash."""

from __future__ import annotations

import platform


def _flags() -> list[str] | None:
    """Give what the processor can do, where Linux tells."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            line = next((line for line in file if line.startswith("flags")), None)
    except OSError:
        return None
    return None if line is None else line.split()


if platform.machine() in ("x86_64", "AMD64"):
    _known = _flags()
    if _known is not None and "avx2" not in _known:
        raise ImportError("concord needs a processor with AVX2 (x86-64-v3, made since about 2013)")
