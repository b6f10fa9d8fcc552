// The mapping tables of a deployment (maps/*.csv), read into memory when the deployment is read: what a rule sees and
// what the digest covers are the same bytes.
#pragma once

#include "config/fields.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

// By name below maps/: "tax.csv", "uk/tax.csv". Not changed after construction; usable on any thread.
class LoadedMaps final : public MapFiles {
public:
    explicit LoadedMaps(std::map<std::string, std::string> text_of_file) : text_of_file_(std::move(text_of_file)) {}

    message::Value rows(std::string_view file) const override;
    MapHeader header(std::string_view file) const override;
    const std::map<std::string, std::string>& texts() const { return text_of_file_; }

private:
    const std::string& text(std::string_view file) const;

    std::map<std::string, std::string> text_of_file_;
};

// Every *.csv below directory/maps. A file that can't be read is a problem; what stands in it is checked where it is used.
std::shared_ptr<const LoadedMaps> load_maps(const std::filesystem::path& directory, std::vector<Problem>& problems);

} // namespace ledgerline::config
