// The study file (TOML, format = 1) and its tables: docs/study_file.md is the reference. Every mistake is an InputError
// with file, line, offending value and what is allowed; the first one ends the reading.
#pragma once

#include <filesystem>

#include "scenarios/study/study.h"
#include "sim/world/geography.h"

namespace concord::study {

inline constexpr int kStudyFormat = 1;

// Tables are looked for beside the file. Outcomes, groups and scenarios of Concord are held against `geography`.
Study read_study(const std::filesystem::path& file, const sim::Geography& geography);

}  // namespace concord::study
