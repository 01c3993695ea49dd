# What nearly every source includes, compiled once for each set of flags: a third to a half of a build is these
# headers. Each source still names what it uses; builds with CONCORD_PRECOMPILE=OFF (clang's, in .ci/nightly) show
# that none leans on them.
option(CONCORD_PRECOMPILE "Compile the common headers once (off: each source includes what it names)" ON)
set(concord_common_headers
    <algorithm> <array> <cmath> <cstddef> <cstdint> <filesystem> <functional> <limits> <map> <memory> <numeric>
    <optional> <set> <span> <stdexcept> <string> <string_view> <utility> <vector> <Eigen/Core>)

# A library that only owns the precompiled headers of one set of flags:
# concord_precompile(NAME LIBRARIES LIBRARY... HEADERS HEADER...)
function(concord_precompile name)
    cmake_parse_arguments(ARG "" "" "LIBRARIES;HEADERS" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Only the headers.\n")
    add_library(concord_headers_${name} STATIC ${source})
    target_link_libraries(concord_headers_${name}
        PRIVATE concord::build_flags Eigen3::Eigen Boost::headers ${ARG_LIBRARIES})
    target_precompile_headers(concord_headers_${name} PRIVATE ${concord_common_headers} ${ARG_HEADERS})
endfunction()

# Gives targets the precompiled headers NAME. Those of executables are compiled as the compiler does by itself: CMake's
# flags for position-independent code differ between executables and libraries, and these headers belong to both.
function(concord_use_precompiled name)
    if(CONCORD_PRECOMPILE)
        foreach(target IN LISTS ARGN)
            target_precompile_headers(${target} REUSE_FROM concord_headers_${name})
            if(name MATCHES "^(program|tests)$")
                set_target_properties(${target} concord_headers_${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
            endif()
        endforeach()
    endif()
endfunction()

if(CONCORD_PRECOMPILE)
    # g++ 12 no longer knows then that the standard library's own members are not ours to be warned of.
    target_compile_options(concord_build_flags INTERFACE
        "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overread>")
    concord_precompile(sim)
    concord_precompile(sim_texts LIBRARIES fmt::fmt HEADERS <fmt/format.h>)
    concord_precompile(calibration LIBRARIES concord_hardening HEADERS <Eigen/Cholesky> <Eigen/LU>)
    concord_precompile(library LIBRARIES concord_hardening fmt::fmt HEADERS <fmt/format.h>)
    if(CONCORD_BUILD_VIEWERS)
        concord_precompile(program LIBRARIES concord_hardening fmt::fmt CLI11::CLI11
                           HEADERS <fmt/format.h> <CLI/CLI.hpp>)
    endif()
    if(CONCORD_BUILD_TESTS)
        find_package(Catch2 2.13 REQUIRED)
        concord_precompile(tests LIBRARIES fmt::fmt Catch2::Catch2 concord_quickly_compiled
                           HEADERS <fmt/format.h> <catch2/catch.hpp>)
    endif()
    if(CONCORD_SANITIZE)
        foreach(name IN ITEMS sim sim_texts)
            target_compile_options(concord_headers_${name} PRIVATE -O2)
        endforeach()
    endif()
endif()
