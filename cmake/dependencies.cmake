# Third-party libraries, all packages of Debian 12; scripts/setup installs them.
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)  # SHA-256; HDF5 brings it along anyway
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)

find_path(NLOPT_INCLUDE_DIR nlopt.hpp REQUIRED)
find_library(NLOPT_LIBRARY nlopt_cxx REQUIRED)

# System headers, so that our warnings are about our code.
add_library(concord_random123 INTERFACE)
target_include_directories(concord_random123 SYSTEM INTERFACE ${RANDOM123_INCLUDE_DIR})
add_library(concord_toml INTERFACE)
target_include_directories(concord_toml SYSTEM INTERFACE ${TOMLPLUSPLUS_INCLUDE_DIR})
add_library(concord_hdf5 INTERFACE)
target_include_directories(concord_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
target_compile_definitions(concord_hdf5 INTERFACE ${HDF5_DEFINITIONS})
target_link_libraries(concord_hdf5 INTERFACE ${HDF5_HL_LIBRARIES} ${HDF5_LIBRARIES})

add_library(concord_nlopt INTERFACE)
target_include_directories(concord_nlopt SYSTEM INTERFACE ${NLOPT_INCLUDE_DIR})
target_link_libraries(concord_nlopt INTERFACE ${NLOPT_LIBRARY})

if(CONCORD_BUILD_VIEWERS)
    include(cmake/viewers.cmake)  # what only the program's figures and windows need
endif()

if(CONCORD_OPENMP)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    target_link_libraries(concord_build_flags INTERFACE OpenMP::OpenMP_CXX)
else()
    target_compile_options(concord_build_flags INTERFACE -Wno-unknown-pragmas)
endif()
