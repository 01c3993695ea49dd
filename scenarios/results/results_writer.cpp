#include "scenarios/results/results_writer.h"

#include <stdexcept>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/text.h"
#include "scenarios/results/results_variables.h"

namespace concord::scenarios {
namespace {

constexpr sim::Cell kPlace{sim::Resolution::kNeighbourhood};
constexpr std::size_t kPlaceLedgerColumns = sim::ledger_columns_at(kPlace);

bool shows_place(const sim::MeasureInfo& info, sim::Quantity quantity) {
    return sim::may_show(info.disclosure, quantity, kPlace);
}

// A column that others are counted in below district level has a name that says so.
std::vector<std::string> place_ledger_names() {
    std::vector<std::string> names;
    for (int column = 0; column < sim::kLedgerColumns; ++column) {
        const sim::LedgerColumnInfo& info = sim::kLedgerTable[column];
        if (sim::ledger_shows(column, kPlace))
            names.emplace_back(info.merged_name.empty() ? info.name : info.merged_name);
    }
    return names;
}

// [N][kPlaceLedgerColumns][kStates] from [N][kLedgerColumns][kStates].
std::vector<double> place_ledger(const double* ledger, std::size_t neighbourhoods) {
    std::array<std::size_t, sim::kLedgerColumns> row{};  // among those shown
    for (std::size_t column = 0, shown = 0; column < row.size(); ++column)
        if (sim::ledger_shows(static_cast<int>(column), kPlace)) row[column] = shown++;
    std::vector<double> merged(neighbourhoods * kPlaceLedgerColumns * sim::kStates, 0.0);
    for (std::size_t n = 0; n < neighbourhoods; ++n)
        for (int column = 0; column < sim::kLedgerColumns; ++column) {
            const std::size_t at = row[sim::ledger_column_at(column, kPlace)];
            for (std::size_t s = 0; s < sim::kStates; ++s, ++ledger)
                merged[(n * kPlaceLedgerColumns + at) * sim::kStates + s] += *ledger;
        }
    return merged;
}

using hdf5::Type;
using hdf5::Variable;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::string of_neighbourhood(std::string_view name, const std::string& what = {}) {
    return "neighbourhood_" + std::string(name) + what;
}

Variable over_neighbourhoods(const std::string& name, const std::string& long_name, const std::string& units) {
    return {.name = name,
            .dimensions = {"period", "neighbourhood"},
            .chunk_by_row = true,
            .deflate = 1,
            .attributes = described(long_name, units, kPlaceCaveat)};
}

}  // namespace

ResultsWriter::ResultsWriter(std::filesystem::path path, const RunDescription& description)
    : path_(std::move(path)),
      description_(description),
      file_(temporary_path(path_)),
      weeks_(description.scenario.length()),
      periods_(weeks_ / sim::kWeeksPerPeriod),
      years_(weeks_ / sim::kWeeksPerYear),
      budget_years_((weeks_ + sim::kWeeksPerYear - 1) / sim::kWeeksPerYear),
      neighbourhoods_(description.world.geography.neighbourhoods.size()),
      districts_(description.world.geography.districts.size()) {
    define_coordinates();
    define_levers();
    define_neighbourhood_variables();
}

ResultsWriter::~ResultsWriter() {
    if (ended_) return;
    std::error_code ignored;
    std::filesystem::remove(temporary_path(path_), ignored);
}

void ResultsWriter::define_coordinates() {
    const sim::Geography& geography = description_.world.geography;
    const sim::Date start = description_.scenario.start;
    time_coordinate(file_, "week", start, weeks_, 1, "end of week");
    time_coordinate(file_, "period", start, periods_, sim::kWeeksPerPeriod, "end of four-week period");
    count_coordinate(file_, "year", 0, years_, "years since the start (52 weeks each)");
    if (const int quarters = weeks_ / sim::kWeeksPerQuarter; quarters > 0)
        count_coordinate(file_, "quarter", 1, quarters, "quarter of the run (13 weeks each)");
    std::vector<std::string> codes, districts;
    for (const sim::District& district : geography.districts) districts.push_back(district.name);
    for (const sim::Neighbourhood& n : geography.neighbourhoods) codes.push_back(n.code);
    file_.coordinate("district", districts, {{"long_name", "district"}});
    file_.coordinate("group", sim::group_names(geography), {{"long_name", "group of residents"}});
    file_.texts("group_kind", "group", sim::group_kinds({.districts = static_cast<int>(districts_)}),
                {{"long_name", "what kind of group it is"}});
    file_.coordinate("ledger_column", to_strings(sim::kLedgerNames), {{"long_name", "why a mean state changed"}});
    file_.coordinate("place_ledger_column", place_ledger_names(),
                     {{"long_name", "why a mean state changed, below district level"}});
    const std::vector<double> deciles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    file_.coordinate("decile", deciles, described("share of residents below", "1"));
    file_.coordinate("neighbourhood", codes, {{"long_name", "neighbourhood (LSOA 2021 code)"}});
    write_place_labels(file_, place_labels(geography));
}

void ResultsWriter::define_levers() {
    std::vector<std::string> labels;
    for (const sim::LeverSetting& lever : description_.scenario.levers)
        labels.push_back(std::to_string(labels.size() + 1) + " " + std::string(sim::info(lever.kind).name));
    if (labels.empty()) return;  // a dimension has a length
    file_.coordinate("lever", labels, {{"long_name", "lever of the scenario, in its order"}});
    count_coordinate(file_, "budget_year", 1, budget_years_, "year of the run");
}

void ResultsWriter::define_neighbourhood_variables() {
    file_.define(over_neighbourhoods("neighbourhood_adults", "residents aged 16 and over", "1"));
    file_.define(over_neighbourhoods("neighbourhood_disorder", "disorder, GM mean at the start = 1", "1"));
    for (const sim::MeasureInfo& item : sim::kItemTable)
        if (shows_place(item, sim::Quantity::kLevel))
            file_.define(over_neighbourhoods(of_neighbourhood(item.name),
                                             std::string(item.title) + ", percent of adults agreeing", "percent"));
    for (const sim::MeasureInfo& info : sim::kStateTable) {
        const std::string_view state = info.name;
        const std::string name(info.title);
        if (!shows_place(info, sim::Quantity::kChange)) continue;
        file_.define(over_neighbourhoods(of_neighbourhood(state, "_change"),
                                         name + ", change of the mean since the start", "1"));
        Variable ledger = over_neighbourhoods("ledger_" + std::string(state),
                                              name + ", why its mean changed in the four weeks to this date", "1");
        ledger.dimensions = {"period", "place_ledger_column", "neighbourhood"};  // alike cells side by side pack best
        file_.define(ledger);
        if (!shows_place(info, sim::Quantity::kLevel)) continue;
        file_.define(over_neighbourhoods(of_neighbourhood(state, "_mean"), name + ", mean", "1"));
        file_.define(
            over_neighbourhoods(of_neighbourhood(state, "_sd"), name + ", standard deviation over residents", "1"));
        Variable decile =
            over_neighbourhoods(of_neighbourhood(state, "_decile"), name + ", deciles over residents", "1");
        decile.type = Type::kUInt8;
        decile.dimensions = {"period", "decile", "neighbourhood"};
        decile.scale = 0.005;
        file_.define(decile);
    }
}

// One variable of one period: `width` cells `step` apart for each neighbourhood, whose own cells are `stride` apart.
template <class T>
void ResultsWriter::write_cells(const std::string& name, const sim::NeighbourhoodPeriod& period, const T* values,
                                Cells cells, double quantum) {
    const float fewest = static_cast<float>(sim::kFewestInCell * description_.world.scale);
    cells_.resize(neighbourhoods_ * cells.width);
    float* cell = cells_.data();
    for (std::size_t i = 0; i < cells.width; ++i) {
        const T* value = values + i * cells.step;
        for (std::size_t n = 0; n < neighbourhoods_; ++n, value += cells.stride)
            *cell++ = period.adults[n] < fewest ? kMissing : rounded_to(*value, quantum);
    }
    file_.write_rows(name, static_cast<std::size_t>(period.period), 1, std::span<const float>(cells_));
}

void ResultsWriter::on_period(const sim::NeighbourhoodPeriod& p) {
    if (p.period > periods_) throw std::logic_error("a period past the end of the run");
    constexpr std::size_t kLedger = kPlaceLedgerColumns * sim::kStates;
    const std::vector<double> ledger = place_ledger(p.ledger, neighbourhoods_);
    write_cells("neighbourhood_adults", p, p.adults, {1}, 1.0);
    write_cells("neighbourhood_disorder", p, p.disorder, {1}, kStateQuantum);
    for (std::size_t i = 0; i < sim::kItems; ++i)
        if (shows_place(sim::kItemTable[i], sim::Quantity::kLevel))
            write_cells(of_neighbourhood(sim::kItemNames[i]), p, p.item + i, {sim::kItems}, kPercentQuantum);
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const std::string_view state = sim::kStateNames[s];
        if (!shows_place(sim::kStateTable[s], sim::Quantity::kChange)) continue;
        write_cells(of_neighbourhood(state, "_change"), p, p.state_change + s, {sim::kStates}, kChangeQuantum);
        write_cells("ledger_" + std::string(state), p, ledger.data() + s, {kLedger, kPlaceLedgerColumns, sim::kStates},
                    kLedgerQuantum);
        if (!shows_place(sim::kStateTable[s], sim::Quantity::kLevel)) continue;
        write_cells(of_neighbourhood(state, "_mean"), p, p.state_mean + s, {sim::kStates}, kStateQuantum);
        write_cells(of_neighbourhood(state, "_sd"), p, p.state_sd + s, {sim::kStates}, kStateQuantum);
        write_cells(of_neighbourhood(state, "_decile"), p, p.state_decile + s * sim::kDeciles,
                    {sim::kStates * sim::kDeciles, sim::kDeciles, 1}, kStateQuantum);
    }
}

void ResultsWriter::end(const sim::RunRecord& record, const sim::CostReport& costs, bool whole) {
    write_series(record);
    write_costs(costs);
    write_parameters();
    write_attributes(record, whole && record.weeks == weeks_);
    file_.close();
    publish(path_);
    ended_ = true;
}

}  // namespace concord::scenarios
