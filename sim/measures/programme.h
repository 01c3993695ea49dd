// What is measured of the prevention programme in residents' eyes: of Greater Manchester and its districts alone.
#pragma once

#include <array>

#include "sim/measures/flows.h"
#include "sim/measures/measure_info.h"

namespace concord::sim {

enum ProgrammeMeasure : int { kProgrammeAware, kProgrammeSupport, kProgrammeMeanTrust };
inline constexpr int kProgrammeMeasures = 3;

// clang-format off
inline constexpr std::array<MeasureInfo, kProgrammeMeasures> kProgrammeTable = {{
    {.name = "programme_aware", .title = "Have heard of the prevention programme", .unit = "percent of adults",
     .meaning = "know that there is such a programme", .percentage = true,
     .disclosure = kShownToDistrictsAlone},
    {.name = "programme_support", .title = "In favour of the prevention programme",
     .unit = "percent of adults aware of it", .meaning = "of those aware of the programme, view it favourably",
     .better = +1, .percentage = true, .disclosure = kShownToDistrictsAlone},
    {.name = "mean_programme_trust", .title = "Mean trust in the prevention programme", .unit = "0 to 1",
     .meaning = "mean over adults of how far the programme is a source of help (1) or surveillance (0) to them",
     .better = +1, .disclosure = kShownToDistrictsAlone},
}};
// clang-format on
inline constexpr auto kProgrammeNames = names_of(kProgrammeTable);
static_assert(all_consistent(kProgrammeTable));

}  // namespace concord::sim
