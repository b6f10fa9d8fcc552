#include "config/maps.hpp"

#include "config/csv.hpp"
#include "config/file.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::config {
namespace {

using message::Value;

constexpr std::size_t files_max = 200;
constexpr std::size_t bytes_max = std::size_t{64} * 1024 * 1024; // of all together

std::string shown(std::string_view file) { return "maps/" + std::string(file); }

std::vector<std::filesystem::path> csv_files(const std::filesystem::path& maps, std::vector<Problem>& problems) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    if (!std::filesystem::is_directory(maps, failure)) return files; // a deployment without maps
    std::filesystem::recursive_directory_iterator at(maps, failure), end;
    for (; !failure && at != end; at.increment(failure))
        if (at->path().extension() == ".csv") files.push_back(at->path());
    if (failure) problems.push_back({{"maps", 0, 0}, "", "can't be read: " + failure.message()});
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

MapHeader MapFiles::header(std::string_view file) const {
    MapHeader out;
    const Value all = rows(file);
    const Value::Array* items = all.as_array();
    if (items == nullptr || items->empty() || !items->front().is_object()) return out;
    for (const auto& [name, value] : *items->front().as_object())
        if (name != "@line") out.columns.push_back(name);
    return out;
}

const std::string& LoadedMaps::text(std::string_view file) const {
    const auto found = text_of_file_.find(std::string(file));
    if (found != text_of_file_.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [name, ignored] : text_of_file_) known.push_back(name);
    throw std::runtime_error(fmt::format("{} does not exist{}", shown(file), hint(file, known)));
}

Value LoadedMaps::rows(std::string_view file) const {
    std::vector<std::string> columns;
    std::vector<Value> rows;
    const auto take = [&](CsvRow row) {
        std::vector<std::pair<std::string, Value>> members;
        members.reserve(row.cells.size() + 1);
        for (std::size_t i = 0; i < row.cells.size(); ++i) members.emplace_back(columns[i], std::move(row.cells[i]));
        members.emplace_back("@line", row.line);
        rows.push_back(Value::object(std::move(members)));
        return true;
    };
    read_csv(text(file), shown(file), [&](const CsvRow& header) { columns = header.cells; }, take);
    return Value::array(std::move(rows));
}

MapHeader LoadedMaps::header(std::string_view file) const {
    MapHeader out;
    read_csv(text(file), shown(file), [&](const CsvRow& header) { out = {header.cells, header.line}; }, [](const CsvRow&) { return false; });
    return out;
}

std::shared_ptr<const LoadedMaps> load_maps(const std::filesystem::path& directory, std::vector<Problem>& problems) {
    const std::filesystem::path maps = directory / "maps";
    std::map<std::string, std::string> texts;
    std::size_t bytes = 0;
    for (const std::filesystem::path& path : csv_files(maps, problems)) {
        const std::string name = path.lexically_relative(maps).generic_string();
        const auto problem = [&](std::string what) { problems.push_back({{shown(name), 0, 0}, "", std::move(what)}); };
        if (texts.size() == files_max) {
            problem(fmt::format("more than {} files in maps/", files_max));
            break;
        }
        FileText file = read_file(path, CsvLimits{}.bytes_max);
        if (!file.error.empty()) {
            problem(file.error);
            continue;
        }
        bytes += file.text.size();
        if (bytes > bytes_max) {
            problem(fmt::format("the files in maps/ are larger than {} bytes together", bytes_max));
            break;
        }
        texts.emplace(name, std::move(file.text));
    }
    return std::make_shared<const LoadedMaps>(std::move(texts));
}

} // namespace ledgerline::config
