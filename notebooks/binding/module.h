// The parts of the Python module; each adds its own.
#pragma once

#include <nanobind/nanobind.h>

namespace concord::python {

void add_emulation(nanobind::module_& module);
void add_inference(nanobind::module_& module);
void add_sensitivity(nanobind::module_& module);
void add_tables(nanobind::module_& module);
void add_world(nanobind::module_& module);

}  // namespace concord::python
