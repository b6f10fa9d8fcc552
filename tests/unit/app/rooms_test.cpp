// Protects the direction of the engine: a room includes only what stands below it, and each third-party library lives in one
// room. It reads the #include lines of every file against the tables below.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path source = LEDGERLINE_SOURCE_DIR;

// Lower floors first; rooms of one floor do not know each other.
const std::map<std::string, int> floor_of{{"base", 0},     {"message", 1}, {"net", 2},       {"web", 2},    {"store", 2},    {"config", 2},   {"ledger", 3},    {"exceptions", 3},
                                          {"commerce", 3}, {"plugin", 4},  {"revisions", 4}, {"intake", 5}, {"pipeline", 5}, {"delivery", 5}, {"decisions", 5}, {"states", 6},  {"catalogue", 7}, {"app", 8}};

// Library (the beginning of its include) and the rooms that may use it.
const std::vector<std::pair<std::string, std::set<std::string>>> libraries{{"rapidjson/", {"message"}}, {"Poco/Data", {"store"}},       {"sqlite3", {"store"}},
                                                                          {"yaml-cpp/", {"config"}},   {"boost/", {"plugin"}},         {"Poco/Net", {"net", "web"}},
                                                                          {"CLI/", {"app"}},           {"openssl/ssl", {"net"}}, {"dlfcn", {"plugin"}}};

std::vector<std::string> includes_of(const fs::path& file) {
    std::vector<std::string> out;
    std::ifstream in(file);
    static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::smatch match;
    for (std::string line; std::getline(in, line);)
        if (std::regex_search(line, match, include)) out.push_back(match[1]);
    return out;
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (const auto kind = entry.path().extension(); kind == ".cpp" || kind == ".hpp" || kind == ".h") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

std::string room_of(const std::string& include) { return include.substr(0, include.find('/')); }

} // namespace

TEST_CASE("base.rooms include only what stands below them") {
    std::size_t read = 0;
    for (const auto& [room, floor] : floor_of)
        for (const fs::path& file : files_below(source / "engine" / room))
            for (const std::string& include : includes_of(file)) {
                const auto other = floor_of.find(room_of(include));
                if (include.find('/') == std::string::npos || other == floor_of.end()) continue;
                ++read;
                INFO(fs::relative(file, source).string() << " includes " << include);
                CHECK((other->first == room || other->second < floor));
            }
    CHECK(read > 300); // it did read them
}

TEST_CASE("base.each library is known to one room only") {
    for (const auto& [room, floor] : floor_of)
        for (const fs::path& file : files_below(source / "engine" / room))
            for (const std::string& include : includes_of(file))
                for (const auto& [library, rooms] : libraries) {
                    if (include.rfind(library, 0) != 0) continue;
                    INFO(fs::relative(file, source).string() << " includes " << include);
                    CHECK(rooms.count(room) == 1);
                }
}

TEST_CASE("base.plugins and the SDK know nothing of the engine") {
    for (const char* folder : {"plugins", "sdk"})
        for (const fs::path& file : files_below(source / folder))
            for (const std::string& include : includes_of(file)) {
                INFO(fs::relative(file, source).string() << " includes " << include);
                // Their own files stand beside them and are included by name alone.
                CHECK((include.rfind("ledgerline/", 0) == 0 || include.find('/') == std::string::npos));
            }
}
