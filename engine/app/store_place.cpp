#include "app/store_place.hpp"

#include "store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace ledgerline::app {
namespace {

namespace fs = std::filesystem;

std::string quoted(const fs::path& path) { return fmt::format("\"{}\"", path.string()); }

// Asked as the user that opens files; errno says why not.
bool is_allowed(const fs::path& path, int rights) { return ::faccessat(AT_FDCWD, path.c_str(), rights, AT_EACCESS) == 0; }

// Everything may be "written" there by the superuser, and no file can be made.
bool is_of_the_kernel(const fs::path& folder) {
    constexpr std::array kinds{PROC_SUPER_MAGIC, SYSFS_MAGIC, CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC};
    struct statfs facts {};
    return ::statfs(folder.c_str(), &facts) == 0 && std::find(kinds.begin(), kinds.end(), facts.f_type) != kinds.end();
}

// The nearest folder that is there.
std::string folder_problem(const fs::path& store) {
    fs::path folder = store.parent_path();
    std::error_code failure;
    fs::file_status status = fs::status(folder, failure);
    while (status.type() == fs::file_type::not_found && folder.has_relative_path()) {
        folder = folder.parent_path();
        status = fs::status(folder.empty() ? "." : folder, failure);
    }
    if (folder.empty()) folder = ".";
    if (status.type() == fs::file_type::none) return fmt::format("{} cannot be reached: {}", quoted(folder), failure.message());
    if (!fs::is_directory(status)) return fmt::format("{} is a file, not a directory; write a path in a directory that the engine may write, such as data/ledgerline.db", quoted(folder));
    if (is_of_the_kernel(folder)) return fmt::format("{} is a directory of the kernel, where no file can be made; write a path in an ordinary directory, such as data/ledgerline.db", quoted(folder));
    if (is_allowed(folder, W_OK | X_OK)) return "";
    return fmt::format("nothing can be made in the directory {}: {}; let the engine's user write there, or write another path", quoted(folder), std::strerror(errno));
}

std::string file_problem(const fs::path& file) {
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    if (status.type() == fs::file_type::not_found) return "";
    if (status.type() == fs::file_type::none) return fmt::format("{} cannot be reached: {}", quoted(file), failure.message());
    if (fs::is_directory(status)) return fmt::format("{} is a directory; write the name of a file, such as data/ledgerline.db", quoted(file));
    if (!fs::is_regular_file(status)) return fmt::format("{} is not an ordinary file; write another path, such as data/ledgerline.db", quoted(file));
    if (is_allowed(file, R_OK | W_OK)) return "";
    return fmt::format("{} cannot be written: {}; let the engine's user read and write it", quoted(file), std::strerror(errno));
}

std::string place_problem(const fs::path& store) {
    if (!store.has_filename()) return fmt::format("{} is a directory; write the name of a file, such as data/ledgerline.db", quoted(store));
    if (std::string problem = file_problem(store); !problem.empty()) return problem;
    if (std::string problem = folder_problem(store); !problem.empty()) return problem;
    return file_problem(store.string() + ".lock");
}

std::string content_problem(const fs::path& store, const base::Clock& clock) {
    std::error_code failure;
    if (!fs::exists(store, failure)) return "";
    try {
        const store::Store look(store::Location{store.string()}, clock, store::Store::Mode::read_only);
    } catch (const store::StoreOlder&) {
        // `run` completes it.
    } catch (const store::StoreError& error) {
        return error.what();
    }
    return "";
}

std::vector<config::Problem> told(const config::Settings& settings, std::string what) {
    if (what.empty()) return {};
    return {{settings.store_place, "store", std::move(what)}};
}

} // namespace

std::vector<config::Problem> store_problems(const config::Settings& settings, const base::Clock& clock) {
    std::string problem = place_problem(settings.store);
    if (problem.empty()) problem = content_problem(settings.store, clock);
    return told(settings, std::move(problem));
}

std::vector<config::Problem> make_place_for_store(const config::Settings& settings) {
    std::string problem = place_problem(settings.store);
    std::error_code failure;
    if (problem.empty()) fs::create_directories(settings.store.parent_path(), failure);
    if (failure) problem = fmt::format("the directory {} cannot be made: {}; write another path", quoted(settings.store.parent_path()), failure.message());
    return told(settings, std::move(problem));
}

} // namespace ledgerline::app
