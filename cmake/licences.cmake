# Run at installation, after the libraries are in place: copies the copyright file of the Debian package of every
# library in `concord_libraries_folder`, and of every file in `concord_compiled_in`, to share/doc/concord/licences. A
# library whose licence is not found is an error: it must not be passed on.
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
find_program(DPKG_QUERY dpkg-query)
if(NOT DPKG_QUERY)
    message(WARNING "dpkg-query is not here: the licences of the libraries are not installed; "
                    "add them before passing this on")
    return()
endif()

# The package that `file` (a path or a bare name) belongs to; empty if none.
function(package_of file result)
    execute_process(COMMAND ${DPKG_QUERY} -S "${file}" OUTPUT_VARIABLE lines ERROR_QUIET)
    string(REGEX MATCH "^[^:\n]+" package "${lines}")
    set(${result} "${package}" PARENT_SCOPE)
endfunction()

file(GLOB libraries "${prefix}/${concord_libraries_folder}/*.so*")
foreach(library IN LISTS libraries concord_compiled_in)
    set(wanted "${library}")
    if(library MATCHES "\\.so")
        get_filename_component(wanted "${library}" NAME)
        set(wanted "*/${wanted}")
    endif()
    package_of("${wanted}" package)
    if(NOT package OR NOT EXISTS "/usr/share/doc/${package}/copyright")
        message(FATAL_ERROR "${library}: no licence was found for it (package \"${package}\")")
    endif()
    get_filename_component(licence "/usr/share/doc/${package}/copyright" REALPATH)
    configure_file("${licence}" "${prefix}/share/doc/concord/licences/${package}.txt" COPYONLY)
endforeach()
