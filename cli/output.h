// Everything the program prints. What was asked for goes to standard output, where failing to write is an error; what
// is said about it goes to standard error, which may be closed, full or gone without any harm to the work. Text of
// files reaches the terminal here and nowhere else, without what a terminal would obey.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace concord::cli {

// Before anything is opened: a standard stream that is closed would give its number to the next file, and what is
// printed would be written into it. Writing to a pipe nobody reads, or beyond the allowed size of a file, becomes an
// error like any other instead of a signal that ends the program.
void make_streams_safe();

// To standard output, printable (scenarios/files/shown_text.h). Throws std::runtime_error with the system's reason.
void print_text(std::string_view text);
// Writes what is still waiting. Throws as print_text does.
void finish_output();

// To standard error, printable; at once, and what cannot be written is dropped.
void say_text(std::string_view text);
// The same as it is: for what is made here, such as a bar that is drawn over itself.
void say_raw(std::string_view text);

template <class... Arguments>
void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    print_text(fmt::format(format, std::forward<Arguments>(arguments)...));
}
template <class... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    say_text(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace concord::cli
