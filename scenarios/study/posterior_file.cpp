#include "scenarios/study/posterior_file.h"

#include <numeric>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"

namespace concord::study {
namespace {

namespace hdf5 = scenarios::hdf5;
using calibration::Posterior;

std::vector<std::int32_t> numbers(Eigen::Index n) {
    std::vector<std::int32_t> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 0);
    return values;
}

class PosteriorWriter {
  public:
    PosteriorWriter(hdf5::Writer& file, const Posterior& posterior)
        : file_(file),
          chains_(static_cast<Eigen::Index>(posterior.chains.size())),
          draws_(posterior.chains.front().rows()) {}

    // With coordinates chain and draw.
    void begin(const std::string& group) {
        file_.group(group, {{"inference_library", "concord"},
                            {"inference_library_version", std::string(scenarios::kProgramVersion)}});
        file_.coordinate(group + "/chain", numbers(chains_));
        file_.coordinate(group + "/draw", numbers(draws_));
    }
    // [chain][draw] by number(chain, draw).
    template <class Number>
    void variable(const std::string& group, const std::string& name, const Number& number) {
        std::vector<double> values;
        for (Eigen::Index c = 0; c < chains_; ++c)
            for (Eigen::Index d = 0; d < draws_; ++d) values.push_back(number(c, d));
        const std::string full = group + "/" + name;
        file_.define({.name = full, .type = hdf5::Type::kFloat64, .dimensions = {group + "/chain", group + "/draw"}});
        file_.write(full, std::span<const double>(values));
    }
    Eigen::Index at(Eigen::Index chain, Eigen::Index draw) const { return chain * draws_ + draw; }

  private:
    hdf5::Writer& file_;
    Eigen::Index chains_, draws_;
};

// One number each.
void write_numbers(hdf5::Writer& file, const std::string& group, const NamedValues& values) {
    if (values.empty()) return;
    file.group(group);
    for (const auto& [name, value] : values) {
        file.define({.name = group + "/" + name, .type = hdf5::Type::kFloat64});
        file.write(group + "/" + name, std::span<const double>(&value, 1));
    }
}

// ArviZ's name of it.
std::string statistic_name(const std::string& name) { return name == "log_likelihood" ? "lp" : name; }

}  // namespace

void write_posterior(const std::filesystem::path& path, const Study& study, const Posterior& posterior) {
    check(posterior);
    hdf5::Writer file(scenarios::temporary_path(path));
    file.attribute("title", study.name);
    file.attribute("source", "concord " + std::string(scenarios::kProgramVersion));
    PosteriorWriter writer(file, posterior);
    writer.begin("posterior");
    for (std::size_t k = 0; k < posterior.names.size(); ++k)
        writer.variable("posterior", posterior.names[k], [&](Eigen::Index chain, Eigen::Index draw) {
            return posterior.chains[static_cast<std::size_t>(chain)](draw, static_cast<Eigen::Index>(k));
        });
    if (posterior.weights.size() > 0) {
        const Eigen::VectorXd weights = pooled_weights(posterior);
        writer.variable("posterior", "weight",
                        [&](Eigen::Index chain, Eigen::Index draw) { return weights[writer.at(chain, draw)]; });
    }
    if (!posterior.statistics.empty()) writer.begin("sample_stats");
    for (const auto& [name, values] : posterior.statistics)
        writer.variable("sample_stats", statistic_name(name),
                        [&, v = &values](Eigen::Index chain, Eigen::Index draw) { return (*v)(draw, chain); });
    NamedValues observed;
    for (const Measurement& measurement : study.measurements)
        observed.emplace_back(
            scenarios::replaced(study.outputs[static_cast<std::size_t>(measurement.output)].name, "/", "_"),
            measurement.value);
    write_numbers(file, "observed_data", observed);
    write_numbers(file, "constant_data", study.fixed);
    file.close();
    scenarios::publish(path);
}

}  // namespace concord::study
