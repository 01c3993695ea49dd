#include "scenarios/compare/provenance.h"

#include <ctime>
#include <nlohmann/json.hpp>

#include "scenarios/compare/folder_contents.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProfile = "https://w3id.org/ro/wfrun/process/0.5";

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return text;
}

Json reference(const std::string& id) { return Json{{"@id", id}}; }

std::string format_of(const std::string& file) {
    if (file.ends_with(".h5")) return "application/x-hdf5";
    if (file.ends_with(".csv")) return "text/csv";
    if (file.ends_with(".html")) return "text/html";
    if (file.ends_with(".pdf")) return "application/pdf";
    if (file.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return file.ends_with(".json") ? "application/json" : "application/octet-stream";
}

}  // namespace

Provenance provenance_of(const Plan& plan, const std::filesystem::path& folder) {
    Provenance provenance{.name = "Concord: options compared with \"" + plan.names.at(0) + "\"",
                          .description = kCaveat,
                          .files = contents_of(folder),
                          .scenarios = {},
                          .parameters = describe(plan.parameters) +
                                        (plan.draws_source.empty() ? std::string() : ": " + plan.draws_source) +
                                        "; values in plan.h5; seed " + std::to_string(plan.seed),
                          .inputs = plan.inputs,
                          .source = plan.geography};
    if (!plan.assumption.empty()) provenance.parameters += "; " + set_apart_by(plan);
    for (std::size_t i = 0; i < plan.names.size(); ++i) provenance.scenarios.emplace_back(plan.names[i], plan.texts[i]);
    return provenance;
}

void write_provenance(const std::filesystem::path& folder, const Provenance& provenance, std::string date,
                      const std::string& file_name) {
    if (date.empty()) date = today();
    Json parts = Json::array(), mentions = Json::array(), entities = Json::array(), inputs = Json::array();
    for (const auto& [path, what] : provenance.files) {
        parts.push_back(reference(path));
        const bool folder_entry = path.ends_with('/');
        Json entity = {{"@id", path}, {"@type", folder_entry ? "Dataset" : "File"}, {"name", what}};
        if (!folder_entry) entity["encodingFormat"] = format_of(path);
        if (!folder_entry && is_file(folder / path)) {
            std::error_code gone;
            entity["contentSize"] = std::to_string(std::filesystem::file_size(folder / path, gone));
            entity["sha256"] = sha256_of_file(folder / path);
        }
        entities.push_back(entity);
    }
    for (std::size_t i = 0; i < provenance.scenarios.size(); ++i) {
        const std::string id = "#scenario-" + std::to_string(i);
        mentions.push_back(reference(id));
        inputs.push_back(reference(id));
        entities.push_back({{"@id", id},
                            {"@type", "CreativeWork"},
                            {"name", provenance.scenarios[i].first},
                            {"encodingFormat", "application/toml"},
                            {"sha256", sha256(provenance.scenarios[i].second)},
                            {"text", provenance.scenarios[i].second}});
    }
    for (std::size_t i = 0; i < provenance.inputs.size(); ++i) {
        const std::string id = "#input-" + std::to_string(i);
        inputs.push_back(reference(id));
        Json entity = {{"@id", id},
                       {"@type", "CreativeWork"},
                       {"name", provenance.inputs[i].first},
                       {"sha256", provenance.inputs[i].second}};
        if (provenance.inputs[i].first.starts_with("table/")) entity["description"] = provenance.source;
        entities.push_back(entity);
    }
    inputs.push_back(reference("#parameters"));
    entities.push_back({{"@id", "#parameters"},
                        {"@type", "PropertyValue"},
                        {"name", "behaviour parameters"},
                        {"value", provenance.parameters}});
    entities.push_back({{"@id", "#concord"},
                        {"@type", "SoftwareApplication"},
                        {"name", "Concord"},
                        {"version", std::string(kProgramVersion)},
                        {"softwareVersion", program_description(kProgramVersion, kProgramCommit, kProgramSources)},
                        {"identifier", std::string(kProgramSources)}});
    entities.push_back({{"@id", "#run"},
                        {"@type", "CreateAction"},
                        {"name", provenance.name},
                        {"instrument", reference("#concord")},
                        {"object", inputs},
                        {"result", parts}});
    mentions.push_back(reference("#run"));
    Json graph = Json::array();
    graph.push_back({{"@id", "ro-crate-metadata.json"},
                     {"@type", "CreativeWork"},
                     {"about", reference("./")},
                     {"conformsTo", reference("https://w3id.org/ro/crate/1.1")}});
    graph.push_back({{"@id", "./"},
                     {"@type", "Dataset"},
                     {"name", provenance.name},
                     {"description", provenance.description},
                     {"datePublished", date},
                     {"license", reference("#licence")},
                     {"conformsTo", reference(kProfile)},
                     {"hasPart", parts},
                     {"mentions", mentions}});
    graph.push_back({{"@id", kProfile}, {"@type", "CreativeWork"}, {"name", "Process Run Crate"}, {"version", "0.5"}});
    graph.push_back({{"@id", "#licence"},
                     {"@type", "CreativeWork"},
                     {"name", "Terms of the input data"},
                     {"description", "Terms of the input data apply; see the sources named in the files"}});
    for (const Json& entity : entities) graph.push_back(entity);
    const Json crate = {{"@context", Json::array({"https://w3id.org/ro/crate/1.1/context",
                                                  Json{{"sha256", "https://schema.org/sha256"}}})},
                        {"@graph", graph}};
    write_text_file(folder / file_name, crate.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace concord::scenarios
