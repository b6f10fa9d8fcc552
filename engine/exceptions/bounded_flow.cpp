#include "exceptions/bounded_flow.hpp"

#include <fmt/format.h>

namespace ledgerline::exceptions {

using message::Value;

bool BoundedFlow::tell(store::UnitOfWork& unit, const std::string& sku, const std::string& message, Value facts) const {
    if (!is_open(unit, sku) && is_full(unit)) return false;
    exceptions_.flow(unit, route_, {code_, message, "", subject_of(sku), "", naming_.component, std::move(facts)});
    return true;
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

bool BoundedFlow::is_full(store::UnitOfWork& unit) const { return told(unit) >= static_cast<std::int64_t>(most); }

bool BoundedFlow::is_cut(store::UnitOfWork& unit) const { return unit.exceptions().open_of_flow(route_, code_, rest()).has_value(); }

std::int64_t BoundedFlow::told(store::UnitOfWork& unit) const { return unit.exceptions().count_of_flow(route_, code_) - (is_cut(unit) ? 1 : 0); }

void BoundedFlow::tell_rest(store::UnitOfWork& unit, std::int64_t all, const std::string& what) const {
    const std::int64_t one_by_one = told(unit);
    if (all > one_by_one) {
        exceptions_.flow(unit, route_, {code_, fmt::format("{} more {}; the first {} are told one by one", all - one_by_one, what, one_by_one), "", rest(), "", naming_.component, Value::object({{"all", Value(all)}})});
    } else if (const auto open = unit.exceptions().open_of_flow(route_, code_, rest())) {
        unit.exceptions().close(open->id, unit.now(), "engine: each is told by itself", "");
    }
}

} // namespace ledgerline::exceptions
