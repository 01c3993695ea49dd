# `cmake --install` and `cpack`: the program, its documents, and the shared libraries it needs, so that the archive runs
# on a computer where nothing was installed, from any folder it is unpacked into.
if(NOT TARGET concord)
    return()
endif()

# The libraries go to a folder of our own: in a shared prefix such as /usr/local they must not stand in for the
# system's.
set(private_libraries lib/concord)
# RPATH rather than RUNPATH: it also holds for what the libraries in that folder need in turn.
target_link_options(concord PRIVATE -Wl,--disable-new-dtags)
set_target_properties(concord PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
install(TARGETS concord RUNTIME_DEPENDENCY_SET concord_libraries RUNTIME DESTINATION bin)
install(RUNTIME_DEPENDENCY_SET concord_libraries
        # Every Linux brings the C library, and its parts must fit one another.
        PRE_EXCLUDE_REGEXES
        "^ld-linux" "^libc\\.so" "^libm\\.so" "^libdl\\.so" "^libpthread\\.so" "^librt\\.so" "^libresolv\\.so"
        # A graphics driver needs its own computer's C++ library; ours would stand in for a newer one, and an older one
        # comes with a C library too old for us anyway.
        "^libstdc\\+\\+" "^libgcc_s"
        # What belongs to the graphics driver of the computer the program runs on. The explorer opens these when it
        # starts.
        "^libGL" "^libEGL" "^libOpenGL" "^libgallium" "^libgbm" "^libdrm" "^libglapi" "^libwayland" "^libLLVM"
        "^libX11-xcb" "^libxshmfence"
        POST_EXCLUDE_REGEXES "/ld-linux"
        LIBRARY DESTINATION ${private_libraries})

# The licences of all that is shipped with the program or compiled into it: what Debian's packages say of themselves.
set(concord_compiled_in
    "${EIGEN3_INCLUDE_DIR}/Eigen/Core" "${Boost_INCLUDE_DIRS}/boost/version.hpp"
    "${RANDOM123_INCLUDE_DIR}/Random123/philox.h" "${TOMLPLUSPLUS_INCLUDE_DIR}/toml++/toml.h"
    "${IMGUI_INCLUDE_DIR}/imgui.h" /usr/include/nlohmann/json.hpp /usr/include/CLI/CLI.hpp)
install(CODE "set(concord_libraries_folder \"${private_libraries}\")")
install(CODE "set(concord_compiled_in \"${concord_compiled_in}\")")
install(SCRIPT ${PROJECT_SOURCE_DIR}/cmake/licences.cmake)
# Whose figures the built-in table holds, in the words its licences ask for.
install(FILES ${PROJECT_SOURCE_DIR}/scenarios/greater_manchester/README.md
        DESTINATION share/doc/concord RENAME greater_manchester_table.md)

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CITATION.cff ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION share/doc/concord)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION share/doc/concord OPTIONAL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION share/doc/concord/docs)

# The explorer's letters, for computers without the font (viz/explorer/window/fonts.cpp looks here first).
find_path(INTER_FONT_DIR Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter NO_DEFAULT_PATH)
if(INTER_FONT_DIR)
    install(FILES ${INTER_FONT_DIR}/Inter-Regular.otf ${INTER_FONT_DIR}/Inter-SemiBold.otf
            DESTINATION share/concord/fonts)
    install(FILES /usr/share/doc/fonts-inter/copyright DESTINATION share/concord/fonts RENAME Inter-LICENCE.txt)
endif()

set(CPACK_GENERATOR TGZ)
set(CPACK_PACKAGE_NAME concord)
set(CPACK_PACKAGE_VENDOR "Concord contributors")
set(CPACK_PACKAGE_FILE_NAME "concord-${PROJECT_VERSION}-linux-x86-64-v3")
set(CPACK_VERBATIM_VARIABLES YES)
include(CPack)
