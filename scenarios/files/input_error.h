// What is wrong with a file a user gave us, and where: every reader of scenarios, tables and official files throws this
// one type, so the program can show `file:line:column: problem` and leave with exit code 2.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace concord::scenarios {

// Lines and columns are counted from 1; 0 means "not applicable" and is left out of what(). The problem names the
// offending value and what is allowed, in one sentence.
struct InputError : std::runtime_error {
    InputError(std::string file_, int line_, int column_, std::string problem_)
        : std::runtime_error(describe(file_, line_, column_, problem_)),
          file(std::move(file_)),
          line(line_),
          column(column_),
          problem(std::move(problem_)) {}

    std::string file;
    int line = 0;
    int column = 0;
    std::string problem;

  private:
    static std::string describe(const std::string& name, int row, int position, const std::string& sentence) {
        // Appended piece by piece: g++ 12 warns, wrongly, about sums of a literal and a string (its bug 105651).
        std::string place = name;
        if (row > 0) place.append(1, ':').append(std::to_string(row));
        if (row > 0 && position > 0) place.append(1, ':').append(std::to_string(position));
        if (!place.empty()) place.append(": ");
        return place.append(sentence);
    }
};

}  // namespace concord::scenarios
