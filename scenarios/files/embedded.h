// Files compiled into the program, so that it runs without a data folder: the built-in table of Greater Manchester's
// neighbourhoods and the library of ready scenarios. scenarios/embed.cmake generates the text at build time.
#pragma once

#include <span>
#include <string_view>

namespace concord::scenarios {

struct EmbeddedFile {
    std::string_view name;  // file name without folder: neighbourhoods.csv, status_quo_today.toml
    std::string_view text;
};

// scenarios/greater_manchester/*.csv, in order of name.
std::span<const EmbeddedFile> embedded_table_files();

// scenarios/library/*.toml, in order of name; may be empty.
std::span<const EmbeddedFile> embedded_scenarios();

}  // namespace concord::scenarios
