// Finds `${env:NAME}` and `${file:path}` in the text values of a tree and puts placeholders in their place.
#pragma once

#include "config/deployment.hpp"
#include "config/tree.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ledgerline::config {

class References {
public:
    // Borrows everything; paths are relative to `directory`.
    References(const std::filesystem::path& directory, const Environment& environment, Secrets& secrets,
               std::vector<Problem>& problems, std::vector<Problem>& warnings) :
        directory_(directory), environment_(environment), secrets_(secrets), problems_(problems), warnings_(warnings) {}

    // Replaces every reference at and below the top of the tree. `$${` is a plain `${`.
    void resolve(Tree& tree);
    // Names and values of the environment variables that occur below a member of the top ("routes").
    std::map<std::string, std::string> environment_below(const Tree& tree, const std::string& member) const;

private:
    void resolve(message::Value& value, const Tree& tree, const std::string& pointer, const std::string& field);
    std::string resolved(const std::string& text, const Entry& entry);
    std::string placeholder(const std::string& reference, const Entry& entry);
    std::string from_environment(const std::string& name, const std::string& reference, const Entry& entry);
    std::string from_file(const std::string& path, const std::string& reference, const Entry& entry);

    const std::filesystem::path& directory_;
    const Environment& environment_;
    Secrets& secrets_;
    std::vector<Problem>& problems_;
    std::vector<Problem>& warnings_;
};

} // namespace ledgerline::config
