#include "command.hpp"

#include "message/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <sstream>

namespace ledgerline::scenario {

namespace {

using Files = std::vector<std::filesystem::path>;

std::string table_of(const Runner& runner, Files files) {
    std::sort(files.begin(), files.end());
    std::vector<std::pair<std::string, message::Value>> scenarios;
    for (const auto& file : files) scenarios.emplace_back(file.stem().string(), message::parse_json(text_of(file)));
    return runner.table(scenarios);
}

int compare(const Runner& runner, const std::string& table, const Files& files) {
    if (text_of(table) == table_of(runner, files)) return 0;
    fmt::print("{0} is not what the scenarios say: {1}_scenarios --table tests/scenario/{2}/*.json > {0}\n", table, runner.name, runner.folder);
    return 1;
}

int run_all(const Runner& runner, const Files& files, bool shows) {
    int failed = 0;
    for (const auto& file : files) {
        const std::string name = file.stem().string();
        try {
            const std::vector<std::string> problems = runner.problems_of(file, shows);
            for (const std::string& problem : problems) fmt::print("{}: {}\n", name, problem);
            failed += problems.empty() ? 0 : 1;
        } catch (const std::exception& problem) {
            fmt::print("{}: {}\n", name, problem.what());
            ++failed;
        }
    }
    return failed == 0 ? 0 : 1;
}

} // namespace

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

int run_command(const Runner& runner, const std::vector<std::string>& arguments) {
    const auto from = [&](std::size_t at) { return Files(arguments.begin() + static_cast<std::ptrdiff_t>(at), arguments.end()); };
    const std::string wish = arguments.empty() ? "" : arguments.front();
    if (wish == "--table" && arguments.size() > 1) {
        fmt::print("{}", table_of(runner, from(1)));
        return 0;
    }
    if (wish == "--compare" && arguments.size() > 2) return compare(runner, arguments[1], from(2));
    const bool shows = wish == "--show";
    const Files files = from(shows ? 1 : 0);
    if (files.empty() || (!shows && wish.rfind("--", 0) == 0)) {
        fmt::print(stderr, "usage: {}_scenarios [--show | --table | --compare TABLE{}] SCENARIO...\n", runner.name, runner.further_options);
        return 2;
    }
    return run_all(runner, files, shows);
}

} // namespace ledgerline::scenario
