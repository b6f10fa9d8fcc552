// What the runners of scenarios have in common: their files and their command line.
#pragma once

#include "message/value.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ledgerline::scenario {

std::string text_of(const std::filesystem::path& file);

struct Runner {
    std::string name, folder; // "refund", "refunds": of refund_scenarios, whose files are in tests/scenario/refunds
    // All of them as a table for people; by name and file, in the order given.
    std::function<std::string(const std::vector<std::pair<std::string, message::Value>>&)> table;
    // What is not as a file says; `shows`: what there is is printed.
    std::function<std::vector<std::string>(const std::filesystem::path& file, bool shows)> problems_of;
    std::string further_options; // of its own, for the usage: "| --record FILE"
};

// [--show] SCENARIO..., --table SCENARIO..., or --compare TABLE SCENARIO...: whether that file says the same. Answers the exit code.
int run_command(const Runner& runner, const std::vector<std::string>& arguments);

} // namespace ledgerline::scenario
