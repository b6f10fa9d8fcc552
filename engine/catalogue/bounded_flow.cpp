#include "catalogue/bounded_flow.hpp"

#include <fmt/format.h>

namespace ledgerline::catalogue {

using message::Value;

void BoundedFlow::tell(store::UnitOfWork& unit, const std::string& sku, const std::string& message, Value facts) const {
    const std::string subject = subject_of(sku);
    if (const auto open = unit.exceptions().open_of_flow(route_, code_, subject)) {
        const auto findings = unit.exceptions().findings(open->id);
        if (findings.size() == 1 && findings.front().message == message) return;
    } else if (unit.exceptions().open_of_flow(route_, code_).size() >= most) {
        return;
    }
    exceptions_.flow(unit, route_, {code_, message, "", subject, "", "engine", std::move(facts)});
}

void BoundedFlow::close(store::UnitOfWork& unit, const std::string& sku, const std::string& by) const {
    if (const auto open = unit.exceptions().open_of_flow(route_, code_, subject_of(sku))) unit.exceptions().close(open->id, unit.now(), by, "");
}

std::set<std::string> BoundedFlow::open(store::UnitOfWork& unit) const {
    std::set<std::string> subjects;
    for (const store::ExceptionRow& row : unit.exceptions().open_of_flow(route_, code_)) subjects.insert(row.subject);
    return subjects;
}

bool BoundedFlow::is_open(store::UnitOfWork& unit, const std::string& sku) const { return unit.exceptions().open_of_flow(route_, code_, subject_of(sku)).has_value(); }

bool BoundedFlow::is_cut(store::UnitOfWork& unit) const { return unit.exceptions().open_of_flow(route_, code_, rest()).has_value(); }

void BoundedFlow::tell_rest(store::UnitOfWork& unit, std::int64_t all, const std::string& what) const {
    const auto open = unit.exceptions().open_of_flow(route_, code_, rest());
    const auto told = static_cast<std::int64_t>(unit.exceptions().open_of_flow(route_, code_).size()) - (open ? 1 : 0);
    if (all <= told || told < static_cast<std::int64_t>(most)) {
        if (open) unit.exceptions().close(open->id, unit.now(), "engine: each is told by itself", "");
        return;
    }
    const std::string message = fmt::format("{} more {}; the first {} are told one by one", all - told, what, told);
    if (open)
        if (const auto findings = unit.exceptions().findings(open->id); findings.size() == 1 && findings.front().message == message) return;
    exceptions_.flow(unit, route_, {code_, message, "", rest(), "", "engine", Value::object({{"all", Value(all)}})});
}

} // namespace ledgerline::catalogue
