// A file while it is written: every write is checked, so that a full disk is an exception with the system's reason, and
// nothing is left of a file that was not finished, whether by an exception or by a signal that ends the program.
#pragma once

#include <cstddef>
#include <filesystem>

namespace concord::scenarios {

class OutputFile {
  public:
    // Creates or replaces the file; a link of that name is replaced, not followed. Throws std::runtime_error with file
    // and reason.
    explicit OutputFile(std::filesystem::path path);
    ~OutputFile();  // removes the file unless finish() has returned
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(const void* data, std::size_t size);  // throws std::runtime_error
    void finish();                                   // to the disk and closed; throws std::runtime_error

  private:
    [[noreturn]] void fail() const;
    std::filesystem::path path_;
    int descriptor_ = -1, registered_ = -1;
};

// Removes what unfinished OutputFiles of this process have written so far. Safe in a signal handler; the process must
// end afterwards.
void remove_unfinished_files();

}  // namespace concord::scenarios
