// concord._core: what Python needs of the program, as plain functions and arrays; the package around it
// (notebooks/concord/) gives them names, units and labels.
#include "notebooks/binding/module.h"

#include <exception>

#include "scenarios/files/input_error.h"

NB_MODULE(_core, module) {
    // A ValueError whose text is the program's, with file, line, offending value and what is allowed.
    static nanobind::exception<concord::scenarios::InputError> input_error(module, "InputError", PyExc_ValueError);
    input_error.attr("__doc__") =
        "What the program refuses, in its own words: file, line, column, offending value and what is allowed.";
    concord::python::add_tables(module);
    concord::python::add_sensitivity(module);
    concord::python::add_emulation(module);
    concord::python::add_inference(module);
    concord::python::add_world(module);
}
