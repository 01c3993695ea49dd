// An option that takes one of a few words, which the help shows as words. (CLI11's own transformers show the numbers
// behind.)
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

namespace concord::cli {

template <class Value>
void add_words(CLI::App& command, const std::string& option, Value& value, const std::string& usual,
               const std::map<std::string, Value>& values, const std::string& meaning) {
    std::vector<std::string> words;
    for (const auto& [word, unused] : values) words.push_back(word);
    command
        .add_option_function<std::string>(
            option, [&value, values](const std::string& word) { value = values.at(word); }, meaning)
        ->check(CLI::IsMember(words))
        ->default_str(usual);
}

}  // namespace concord::cli
