// To whom a file belongs is told by checksums, not by its name: what was made otherwise is refused, what is damaged is
// made again, and a comparison that grows has the bytes of one that was as large from the start.
#include "scenarios/compare/provenance.h"

#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_file.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"
#include "tests/support/source_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

std::string resume_message(FabricatedEnsemble& ensemble, const fs::path& folder, const Plan& plan) {
    return message_of([&] { ensemble.go(folder, plan, {.folder = {}, .resume = true}); });
}

std::string all_bytes(const fs::path& folder) {
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), folder));
    std::string bytes;
    for (const fs::path& file : files) bytes += file.string() + "\n" + bytes_of(folder / file);
    return bytes;
}

void damage(const fs::path& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(path) / 2));
    file.put('!').put('?');
}

}  // namespace

TEST_CASE("SHA-256 is the standard's, of texts and of files", "[provenance]") {
    const TestFolder folder;
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::ofstream(folder.path / "million") << std::string(1000000, 'a');
    CHECK(sha256_of_file(folder.path / "million") ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK_THAT(message_of([&] { sha256_of_file(folder.path / "none"); }), Contains("none: cannot be read"));
    const Checksums some = {{"table/b.csv", "12"}, {"table/a \"quoted\".csv", "34"}};
    CHECK(checksums_from_json(to_json(some)) == some);
    CHECK(checksums_from_json("no JSON").empty());
}

TEST_CASE("The built-in table and a folder of the same files have the same checksums, another file its own",
          "[provenance]") {
    const TestFolder folder;
    const fs::path source = tests::source_folder() / "scenarios/greater_manchester";
    for (const char* name : {"districts.csv", "wards.csv", "areas.csv", "neighbourhoods.csv", "commuting.csv"})
        fs::copy_file(source / name, folder.path / name);
    const Checksums built_in = table_checksums({});
    REQUIRE(built_in.size() == 5);
    CHECK(difference(built_in, table_checksums(folder.path)).empty());
    std::ofstream(folder.path / "wards.csv", std::ios::app) << "\n";
    CHECK_THAT(difference(built_in, table_checksums(folder.path)),
               Contains("input table/wards.csv has changed: its SHA-256 was"));
    fs::remove(folder.path / "neighbourhoods.csv");  // official files: whatever is there, in order of name
    const Checksums official = table_checksums(folder.path);
    REQUIRE(official.size() == 4);
    CHECK(official[0] == std::pair<std::string, std::string>("table/areas.csv", sha256_of_file(source / "areas.csv")));
    CHECK_THAT(difference(Checksums{}, built_in), Contains("districts.csv is read now and was not then"));
}

TEST_CASE("Every file says from what it was made and to which plan it belongs", "[provenance]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const Plan plan = ensemble.plan({.replicates = 2, .inputs = {{"table/neighbourhoods.csv", sha256("figures")}}});
    ensemble.go(folder.path, plan, {.folder = {}});
    ensemble.compare(folder.path, plan, 2);
    const auto inputs = [](const hdf5::Reader& file) { return nlohmann::json::parse(file.text("input_checksums")); };
    const hdf5::Reader shard = open_concord_file(shard_path(folder.path, plan, 1, 1), "run", 9),
                       fields = open_concord_file(fields_path(folder.path, plan, 1, 0), "results", 2),
                       comparison = open_concord_file(folder.path / "comparison.h5", "comparison", kComparisonFormat),
                       planned = open_concord_file(folder.path / "plan.h5", "plan", 6);
    for (const hdf5::Reader* file : {&shard, &fields, &comparison, &planned}) {
        CHECK(inputs(*file)["table/neighbourhoods.csv"] == sha256("figures"));
        CHECK(inputs(*file)["parameter table"] == parameter_table_checksum());
        CHECK(file->text("plan_checksum") == plan.checksum);
        CHECK(file->text("program_commit") == kProgramCommit);
        CHECK(file->text("program_sources") == kProgramSources);
    }
    CHECK(inputs(shard)["scenario"] == sha256(ensemble.scenarios[1].text));
    CHECK(inputs(fields)["scenario"] == sha256(fields.text("scenario_text")));
    CHECK(inputs(fields)["parameters"] == sha256(fields.text("parameters_json")));
    CHECK(comparison.texts("scenario_checksum").at(2) == sha256(ensemble.scenarios[2].text));
    CHECK(shard.text("run_checksum") == planned.texts("run_checksum").at(1 * 3 + 1));

    write_provenance(folder.path, provenance_of(plan, folder.path), "2026-01-05");
    std::ifstream stream(folder.path / "ro-crate-metadata.json");
    bool table = false, text = false, result = false;
    const nlohmann::json crate = nlohmann::json::parse(stream);
    for (const nlohmann::json& entity : crate["@graph"]) {
        table = table || (entity.value("name", "") == "table/neighbourhoods.csv" &&
                          entity.value("sha256", "") == sha256("figures"));
        text = text || (entity.value("name", "") == "Engagement" &&
                        entity.value("sha256", "") == sha256(ensemble.scenarios[1].text));
        result = result || (entity["@id"] == "comparison.h5" &&
                            entity.value("sha256", "") == sha256_of_file(folder.path / "comparison.h5"));
    }
    CHECK(table);
    CHECK(text);
    CHECK(result);
    // What the folder mentions is described: its scenarios, and the run that made it.
    const nlohmann::json& graph = crate["@graph"];
    const auto described = [&](const std::string& id) {
        return std::find_if(graph.begin(), graph.end(), [&](const auto& entity) { return entity["@id"] == id; });
    };
    std::vector<std::string> mentioned;
    for (const nlohmann::json& reference : (*described("./"))["mentions"]) mentioned.push_back(reference["@id"]);
    CHECK(mentioned.size() == ensemble.scenarios.size() + 1);
    CHECK(mentioned.back() == "#run");
    for (const std::string& id : mentioned) CHECK(described(id) != graph.end());
}

TEST_CASE("Another table, or another program, cannot resume", "[provenance]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const auto with_table = [&](const char* figures) {
        return ensemble.plan(
            {.replicates = 2,
             .inputs = {{"table/areas.csv", sha256("same")}, {"table/neighbourhoods.csv", sha256(figures)}}});
    };
    ensemble.go(folder.path, with_table("these"), {.folder = {}});
    CHECK_THAT(resume_message(ensemble, folder.path, with_table("those")),
               Contains("table/neighbourhoods.csv has changed"));
    CHECK(resume_message(ensemble, folder.path, with_table("these")) == "accepted");
    Plan other_program = with_table("these");
    other_program.program_sources = sha256("edited since");
    const std::string told = resume_message(ensemble, folder.path, other_program);
    CHECK_THAT(told, Contains("the program was") && Contains(std::string(kProgramSources.substr(0, 12))) &&
                         Contains(other_program.program_sources.substr(0, 12)));
}

TEST_CASE("Runs without their plan are refused, and files of another comparison are not adopted", "[provenance]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const fs::path it = folder.path / "it", other = folder.path / "other";
    const Plan defaults = ensemble.plan({.replicates = 3}),
               prior = ensemble.plan({.replicates = 3, .parameters = ParameterDraws::kPrior});
    ensemble.go(it, defaults, {.folder = {}});
    fs::remove(it / "plan.h5");
    CHECK_THAT(message_of([&] { ensemble.go(it, prior, {.folder = {}}); }), Contains("holds runs but no plan.h5"));
    CHECK_THAT(resume_message(ensemble, it, prior), Contains("holds runs but no plan.h5"));

    // The same seeds, the same names: only the checksum tells.
    write_plan(it / "plan.h5", prior);
    CHECK_THAT(resume_message(ensemble, it, prior), Contains("-0000.h5") && Contains("another comparison"));
    CHECK_THAT(message_of([&] { fold(it, prior, 3, ensemble.world.geography); }), Contains("another comparison"));

    ensemble.go(other, defaults, {.folder = {}});
    fs::copy_file(shard_path(other, defaults, 1, 0), shard_path(other, defaults, 1, 2),
                  fs::copy_options::overwrite_existing);
    CHECK_THAT(resume_message(ensemble, other, defaults),
               Contains("engagement-0002.h5") && Contains("another run of this comparison"));
    fs::remove(shard_path(other, defaults, 1, 2));
    fs::copy_file(fields_path(it, defaults, 2, 0), fields_path(other, defaults, 1, 0),
                  fs::copy_options::overwrite_existing);
    CHECK_THAT(resume_message(ensemble, other, defaults),
               Contains("fields") && Contains("another run of this comparison"));
}

TEST_CASE("Damaged shards and fields are made again, with a note, to the same bytes", "[provenance]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const Plan plan = ensemble.plan({.replicates = 3});
    ensemble.go(folder.path, plan, {.folder = {}});
    const std::string whole = all_bytes(folder.path);
    damage(shard_path(folder.path, plan, 1, 2));
    damage(fields_path(folder.path, plan, 2, 0));
    fs::resize_file(shard_path(folder.path, plan, 0, 1), 100);
    std::ofstream(shard_path(folder.path, plan, 2, 2)) << "no HDF5 at all";
    const EnsembleResult result = ensemble.go(folder.path, plan, {.folder = {}, .threads = 2, .resume = true});
    CHECK(result.runs_done == 4);
    CHECK(ensemble.notes.size() == 4);
    for (const std::string& note : ensemble.notes) CHECK_THAT(note, Contains("is made again"));
    CHECK(all_bytes(folder.path) == whole);
    ensemble.go(folder.path, plan, {.folder = {}, .resume = true});
    CHECK(ensemble.notes.empty());
}

TEST_CASE("A comparison takes more replicates and scenarios, and has the bytes of one that was as large from the start",
          "[provenance]") {
    const TestFolder folder;
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const fs::path grown = folder.path / ("grown" + describe(draws)),
                       whole = folder.path / ("whole" + describe(draws));
        FabricatedEnsemble large, small;
        small.scenarios.pop_back();
        small.go(grown, small.plan({.replicates = 4, .parameters = draws}), {.folder = {}});
        const Plan plan = large.plan({.replicates = 7, .parameters = draws});
        CHECK(difference(read_plan(grown / "plan.h5"), plan).empty());
        CHECK(grows(read_plan(grown / "plan.h5"), plan));
        CHECK(large.go(grown, plan, {.folder = {}, .threads = 2, .resume = true}).runs_found == 8);
        FabricatedEnsemble at_once;
        at_once.go(whole, plan, {.folder = {}});
        CHECK(large.compare(grown, plan, 7) == at_once.compare(whole, plan, 7));
        CHECK(all_bytes(grown) == all_bytes(whole));
        // No way back, and no other baseline.
        CHECK_THAT(resume_message(small, grown, small.plan({.replicates = 7, .parameters = draws})),
                   Contains("added, not taken away"));
        std::swap(large.scenarios[0], large.scenarios[1]);
        CHECK_THAT(resume_message(large, grown, large.plan({.replicates = 7, .parameters = draws})),
                   Contains("the baseline was"));
    }
}

TEST_CASE("A group of processes grows a comparison to the bytes of one process, damaged files of any of them included",
          "[provenance]") {
    const TestFolder folder;
    const fs::path grown = folder.path / "grown", whole = folder.path / "whole";
    FabricatedEnsemble small, at_once;
    std::array<FabricatedEnsemble, 3> ranks;
    small.scenarios.pop_back();
    const Plan first = small.plan({.replicates = 4}), plan = at_once.plan({.replicates = 7});
    small.go(grown, first, {.folder = {}});
    for (int replicate = 0; replicate < 3; ++replicate)
        damage(shard_path(grown, first, 1, replicate));  // one of each rank
    std::vector<std::thread> processes;
    for (int rank = 2; rank >= 0; --rank)
        processes.emplace_back([&, rank] {
            ranks[rank].go(grown, plan, {.folder = {}, .group = {rank, 3}, .resume = true});
        });
    for (std::thread& process : processes) process.join();
    at_once.go(whole, plan, {.folder = {}});
    CHECK(all_bytes(grown) == all_bytes(whole));
    for (const FabricatedEnsemble& rank : ranks) CHECK(rank.notes.size() == 1);  // each tells of its own
}

TEST_CASE("A plan that was edited is refused", "[provenance]") {
    const TestFolder folder;
    const FabricatedEnsemble ensemble;
    Plan plan = ensemble.plan({.replicates = 2});
    plan.parameters = ParameterDraws::kPrior;  // says what its checksum does not
    write_plan(folder.path / "plan.h5", plan);
    CHECK_THAT(message_of([&] { read_plan(folder.path / "plan.h5"); }), Contains("its checksum differs"));
}

}  // namespace concord::scenarios
