# One set of code-generation flags for every target: results are bit-identical between machines of the x86-64-v3 level
# and at any number of threads only if nothing contracts, reorders or vectorises behind our back.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

option(CONCORD_BUILD_TESTS "Build the tests and benchmarks" ON)
option(CONCORD_BUILD_VIEWERS "Build the program with its figures and windows (off: needs no OpenGL, GLFW, pango)" ON)
option(CONCORD_BUILD_PYTHON "Build the Python module (pip install . does)" OFF)
option(CONCORD_NATIVE "Tune for this machine (benchmarks only: results differ in their last bits)" OFF)
option(CONCORD_UNITY "Compile eight sources of a library together (off: each alone, which suits small changes)" ON)
option(CONCORD_OPENMP "Use OpenMP for threads (off: one thread)" ON)
set(CONCORD_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")
option(CONCORD_LIBFUZZER "Build the fuzz targets with clang's libFuzzer, all libraries with its coverage" OFF)

if(CONCORD_BUILD_TESTS AND NOT CONCORD_BUILD_VIEWERS)
    message(FATAL_ERROR "The tests need the whole program: CONCORD_BUILD_TESTS=ON wants CONCORD_BUILD_VIEWERS=ON")
endif()
# The same objects serve the program and the Python module, into which all of it is linked. What is hidden is called
# directly all the same.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

add_library(concord_build_flags INTERFACE)
add_library(concord::build_flags ALIAS concord_build_flags)
target_compile_options(concord_build_flags INTERFACE
    $<IF:$<BOOL:${CONCORD_NATIVE}>,-march=native,-march=x86-64-v3> -ffp-contract=off -mno-fma
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Werror)
# NDEBUG: what libraries assert about their own working is no way for a release to end.
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g -D_GLIBCXX_ASSERTIONS")
# Eigen takes approximations for square roots that differ between makers of processors unless told not to.
# Its products are not split over threads: how they are split would show in the last bits.
target_compile_definitions(concord_build_flags INTERFACE EIGEN_FAST_MATH=0 EIGEN_DONT_PARALLELIZE)
target_include_directories(concord_build_flags INTERFACE ${PROJECT_SOURCE_DIR})
# No paths of the computer it was built on: the same source gives the same binary in any folder.
target_compile_options(concord_build_flags INTERFACE
    -ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
# All symbols are found when the program starts, and their table is read-only from then on.
target_link_options(concord_build_flags INTERFACE -Wl,-z,relro,-z,now)

# Checks of the stack and of buffers, where no week is computed: in the hot loop they would cost and guard nothing from
# outside. The sanitizers look closer by themselves.
add_library(concord_hardening INTERFACE)
if(NOT CONCORD_SANITIZE)
    target_compile_options(concord_hardening INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()

# For tests: the compiler's time counts for more than theirs. Not for the program's commands, though nothing is computed
# there: the linker takes their copies of inline functions for those of the libraries.
add_library(concord_quickly_compiled INTERFACE)
target_compile_options(concord_quickly_compiled INTERFACE $<$<CONFIG:Release>:-O1>)

if(CONCORD_SANITIZE)
    # Lines are all that a report needs (-g1): full debug information costs a quarter of the compiler's time.
    target_compile_options(concord_build_flags INTERFACE
        -fsanitize=${CONCORD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
    target_link_options(concord_build_flags INTERFACE -fsanitize=${CONCORD_SANITIZE})
    if(CONCORD_LIBFUZZER)
        target_compile_options(concord_build_flags INTERFACE -fsanitize=fuzzer-no-link)
        target_link_options(concord_build_flags INTERFACE -fsanitize=fuzzer-no-link)
    endif()
    # With the sanitizers' checks in between, g++ 12 takes the standard library's own members for uninitialised, or for
    # overlapping: warnings are errors in the other builds of the same sources.
    target_compile_options(concord_build_flags INTERFACE
        "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-error>")
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # A clone in another folder finds what this one compiled. Precompiled headers are told apart by their bytes.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
endif()

# Compiles a target's sources together, where the build is to be.
function(concord_compile_together target)
    if(CONCORD_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
        # A source's own types in its own classes: g++ takes what is included for a header.
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
endfunction()

# A library of ours: static, one folder, alias concord::NAME; hardened unless it says HOT. HEADERS: its
# precompiled ones (precompiled.cmake), by default `library`.
function(concord_library name)
    cmake_parse_arguments(ARG "HOT" "HEADERS" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(concord_${name} STATIC ${ARG_SOURCES})
    add_library(concord::${name} ALIAS concord_${name})
    target_link_libraries(concord_${name} PUBLIC concord::build_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    if(NOT ARG_HEADERS)
        set(ARG_HEADERS library)
    endif()
    concord_use_precompiled(${ARG_HEADERS} concord_${name})
    if(NOT ARG_HOT)
        target_link_libraries(concord_${name} PRIVATE concord_hardening)
    elseif(CONCORD_SANITIZE)
        target_compile_options(concord_${name} PRIVATE -O2)  # most of what sanitized tests take is weeks
    endif()
endfunction()
