# Third-party libraries of the program, its figures and windows; the model and the Python module need none of them.
find_package(CLI11 2.1 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo>=1.50 cairo>=1.16 cairo-pdf fontconfig harfbuzz-subset)

# OpenGL and EGL functions; it opens the libraries when they are first used, so the program starts where there are none.
pkg_check_modules(EPOXY REQUIRED IMPORTED_TARGET epoxy>=1.5)
find_package(Freetype REQUIRED)
find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui REQUIRED)
find_library(IMGUI_LIBRARY imgui REQUIRED)
find_library(STB_LIBRARY stb REQUIRED)
find_package(glfw3 3.3 REQUIRED)

# Debian's Dear ImGui: 1.86, GLFW and OpenGL 3 back ends and FreeType compiled in. Like GLFW it opens libGL itself.
add_library(concord_imgui INTERFACE)
target_include_directories(concord_imgui SYSTEM INTERFACE ${IMGUI_INCLUDE_DIR})
target_link_libraries(concord_imgui INTERFACE ${IMGUI_LIBRARY} ${STB_LIBRARY} glfw Freetype::Freetype)
