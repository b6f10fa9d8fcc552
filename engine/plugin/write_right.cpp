#include "plugin/write_right.hpp"

#include "plugin/catalog.hpp"
#include "plugin/paths.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ledgerline::plugin {

WriteRights::WriteRights(const std::vector<std::string>& declared) : scratch_(paths().intern("/scratch")) {
    for (const auto& pattern : declared) {
        const auto path = paths().intern(pattern);
        if (path == message::no_path) throw PluginError(fmt::format("\"{}\" is not a path pattern (write it like /body/lines/*/booking)", pattern));
        declared_.push_back(path);
    }
}

WriteRights WriteRights::everywhere() {
    WriteRights rights;
    rights.everywhere_ = true;
    return rights;
}

Right WriteRights::judged(message::PathId path) const {
    if (paths().covers(scratch_, path)) return Right::free;
    const auto covers = [&](message::PathId declared) { return paths().covers(declared, path); };
    return std::any_of(declared_.begin(), declared_.end(), covers) ? Right::recorded : Right::refused;
}

Right WriteRights::of(message::PathId path) {
    if (everywhere_) return Right::free;
    if (path >= known_.size()) {
        if (!paths().step(path)) return Right::refused;
        known_.resize(path + std::size_t{1});
    }
    if (known_[path] == 0) known_[path] = static_cast<std::uint8_t>(static_cast<int>(judged(path)) + 1);
    return static_cast<Right>(known_[path] - 1);
}

Right WriteRights::of_append(message::PathId path) {
    const Right right = of(path);
    return right == Right::refused ? of(paths().each(path)) : right;
}

bool WriteRights::is_first_refusal(message::PathId path) {
    if (std::find(refused_.begin(), refused_.end(), path) != refused_.end()) return false;
    if (refused_.size() >= 100) return false; // a component that tries everywhere has been told often enough
    refused_.push_back(path);
    return true;
}

} // namespace ledgerline::plugin
