# Third-party libraries, all packages of Debian 12; scripts/setup installs them.
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)  # SHA-256; HDF5 brings it along anyway
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo>=1.50 cairo>=1.16 cairo-pdf fontconfig harfbuzz-subset)

# OpenGL and EGL functions; it opens the libraries when they are first used, so the program starts where there are none.
pkg_check_modules(EPOXY REQUIRED IMPORTED_TARGET epoxy>=1.5)
find_package(Freetype REQUIRED)
find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui REQUIRED)
find_library(IMGUI_LIBRARY imgui REQUIRED)
find_library(STB_LIBRARY stb REQUIRED)
find_package(glfw3 3.3 REQUIRED)

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

# Debian's Dear ImGui: 1.86, GLFW and OpenGL 3 back ends and FreeType compiled in. Like GLFW it opens libGL itself.
add_library(concord_imgui INTERFACE)
target_include_directories(concord_imgui SYSTEM INTERFACE ${IMGUI_INCLUDE_DIR})
target_link_libraries(concord_imgui INTERFACE ${IMGUI_LIBRARY} ${STB_LIBRARY} glfw Freetype::Freetype)

if(CONCORD_OPENMP)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    target_link_libraries(concord_build_flags INTERFACE OpenMP::OpenMP_CXX)
else()
    target_compile_options(concord_build_flags INTERFACE -Wno-unknown-pragmas)
endif()
