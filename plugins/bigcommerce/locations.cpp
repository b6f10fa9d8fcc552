#include "locations.hpp"

#include "order_mapper.hpp"

#include <charconv>

namespace bigcommerce {

using namespace ledgerline;

namespace {

std::optional<std::int64_t> id_in(const std::string& name) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
    return error == std::errc() && end == name.data() + name.size() && id > 0 ? std::optional(id) : std::nullopt;
}

} // namespace

std::optional<Location> Locations::find(Call& call, const std::string& name) {
    const auto known = by_name_.find(name);
    if (known != by_name_.end() && known->second.enabled) return known->second;
    if (!read_in_call_) read(call, name);
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

void Locations::read(Call& call, const std::string& name) {
    std::map<std::string, Location> codes, ids;
    try {
        api_.each_v3(call, "/v3/inventory/locations", [&](const Node& row) {
            const Location location{whole_number(row["id"]), is_unset(row["enabled"]) || is_true(row["enabled"])};
            if (const std::string_view code = text_in(row["code"]); !code.empty()) codes.emplace(code, location);
            ids.emplace(std::to_string(location.id), location);
        });
    } catch (const ShopProblem& problem) {
        if (problem.kind != ShopProblem::Kind::refused) throw;
        // An account that may not list them can still write to those that are named by their ids.
        const auto id = id_in(name);
        if (!id) throw ShopProblem(problem.kind, 0, format("{} (locations that are named by their codes need the scope Locations: read-only)", problem.what()));
        by_name_[name] = {*id, true};
        return;
    } catch (const ResourceProblem& problem) {
        throw ShopProblem(ShopProblem::Kind::unavailable, 0, problem.what());
    }
    // A code of digits is a code.
    codes.merge(ids);
    by_name_ = std::move(codes);
    read_in_call_ = true;
}

} // namespace bigcommerce
