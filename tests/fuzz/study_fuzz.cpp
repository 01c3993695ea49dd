// A study and its tables in one input, each after a line "=== NAME": what is accepted can be varied, and its parameters
// lie within the ranges of Concord's where they are those.
#include "scenarios/greater_manchester/table.h"
#include "scenarios/study/study_file.h"
#include "sim/parameters/parameters.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const sim::Geography geography = scenarios::load_geography({});  // the shipped scenarios are for it
    static const fuzz::ScratchFile study("study.toml"), parameters("parameters.tsv"), conditions("conditions.tsv"),
        observables("observables.tsv"), measurements("measurements.tsv");
    for (const fuzz::ScratchFile* file : {&study, &parameters, &conditions, &observables, &measurements})
        file->fill("");
    for (const auto& [name, text] : fuzz::files_in(fuzz::text_of(data, size)))
        for (const fuzz::ScratchFile* file : {&parameters, &conditions, &observables, &measurements})
            if (file->path().filename().string().ends_with(name)) file->fill(text);
    // The study names its tables as they are called here.
    for (const auto& [name, text] : fuzz::files_in(fuzz::text_of(data, size))) {
        if (name != "study.toml") continue;
        std::string own(text);
        const std::string folder = study.path().filename().string();
        const std::string prefix = folder.substr(0, folder.size() - name.size());
        for (const char* table : {"parameters.tsv", "conditions.tsv", "observables.tsv", "measurements.tsv"})
            if (const std::size_t at = own.find('"' + std::string(table)); at != std::string::npos)
                own.insert(at + 1, prefix);
        study.fill(own);
    }
    fuzz::accepted([&] {
        const study::Study read = study::read_study(study.path(), geography);
        (void)read.space();
        if (read.outputs.empty() || read.conditions.empty()) __builtin_trap();
        if (!read.of_concord()) return;
        for (const calibration::Dimension& varied : read.varied) {
            const sim::ParameterInfo* info = sim::find_parameter(varied.name);
            if (info == nullptr || varied.low < info->low || varied.high > info->high) __builtin_trap();
        }
    });
    return 0;
}
