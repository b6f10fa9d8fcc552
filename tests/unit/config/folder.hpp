// A deployment directory for one test, gone afterwards.
#pragma once

#include "config/deployment.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>

namespace ledgerline::config::test {

class Folder {
public:
    explicit Folder(const std::map<std::string, std::string>& files = {}) {
        std::random_device device;
        path_ = std::filesystem::temp_directory_path() / ("ledgerline-config-" + std::to_string(device()) + std::to_string(device()));
        std::filesystem::create_directories(path_);
        for (const auto& [name, text] : files) write(name, text);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        std::filesystem::permissions(path_ / name, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

private:
    std::filesystem::path path_;
};

inline Environment environment(std::map<std::string, std::string> variables = {}) {
    return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

// The texts of all problems, one a line; "" if there is none.
inline std::string problems_of(const Folder& folder, const std::string& overlay = "", const Environment& variables = environment()) {
    try {
        read_deployment(folder.path(), overlay, variables);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return {};
}

} // namespace ledgerline::config::test
