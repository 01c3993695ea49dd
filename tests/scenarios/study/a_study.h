// A study in a scratch folder whose files a test may change before they are read.
#pragma once

#include <filesystem>
#include <string>

#include "scenarios/greater_manchester/table.h"
#include "scenarios/study/study_file.h"
#include "tests/support/scratch_folder.h"

namespace concord::tests {

// Tables of a study of a program with two parameters and two outputs, and the study itself.
struct StudyFiles {
    std::string parameters =
        "parameterId,parameterScale,lowerBound,upperBound,nominalValue,estimate\n"
        "a,lin,0,1,,1\nb,lin,0,2,,1\nc,lin,,,3,0\n";
    std::string conditions = "conditionId,c,against\nplain,,\nmore,5,plain\n";
    std::string observables =
        "observableId,observableFormula,noiseFormula,discrepancySd\nlevel,y,0.1,0\nother,z,0.2,0.1\n";
    std::string measurements =
        "observableId,simulationConditionId,time,measurement,noiseParameters,source\n"
        "level,plain,4,0.5,,by hand\nother,more,8,1.5,0.3,by hand\n";
    std::string tables =
        "[tables]\nparameters = \"parameters.csv\"\nconditions = \"conditions.csv\"\n"
        "observables = \"observables.csv\"\nmeasurements = \"measurements.csv\"\n";
    std::string model = "[model]\nprogram = [\"none\"]\nrows = 4\n";
    std::string rest = "[sensitivity]\nmethod = \"morris\"\n[calibration]\nmethod = \"abc\"\n";

    // Writes and reads them; mistakes come as InputError.
    study::Study read(const std::filesystem::path& folder) const {
        write_text(folder / "parameters.csv", parameters);
        write_text(folder / "conditions.csv", conditions);
        write_text(folder / "observables.csv", observables);
        write_text(folder / "measurements.csv", measurements);
        write_text(folder / "study.toml", "format = 1\nname = \"a study\"\nseed = 3\n" + model + tables + rest);
        return study::read_study(folder / "study.toml", scenarios::load_geography({}));
    }
};

}  // namespace concord::tests
