#include "states/known_warehouses.hpp"

#include "message/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace ledgerline::states {

using message::Value;

namespace {

constexpr const char* note = "stock.warehouses";
constexpr const char* code = "STOCK_WAREHOUSE_UNKNOWN";
constexpr std::size_t named_max = 20;

std::string subject_of(const std::string& warehouse) { return "unknown-warehouse:" + warehouse; }

// As a spreadsheet or a hasty hand may write it: "1" for "01", "main" for "MAIN".
std::string folded(const std::string& warehouse) {
    std::string out;
    for (const char c : warehouse)
        if (c != ' ' && !(c == '0' && out.empty())) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string named(const std::set<std::string>& warehouses) {
    std::vector<std::string> some;
    for (const std::string& one : warehouses)
        if (some.size() < named_max) some.push_back(one);
    return fmt::format("{}{}", fmt::join(some, ", "), warehouses.size() > named_max ? fmt::format(" and {} more", warehouses.size() - named_max) : "");
}

} // namespace

std::set<std::string> known_warehouses(store::UnitOfWork& unit) {
    std::set<std::string> known;
    const std::string text = unit.notes().get(note);
    if (text.empty()) return known;
    const Value list = message::parse_json(text);
    for (const Value& one : *list.as_array()) known.insert(one.text_or(""));
    return known;
}

void learn_warehouses(store::UnitOfWork& unit, const std::set<std::string>& seen) {
    std::set<std::string> known = known_warehouses(unit);
    const std::size_t before = known.size();
    known.insert(seen.begin(), seen.end());
    if (known.size() == before) return;
    Value list = Value::array();
    for (const std::string& one : known) list.push(one);
    unit.notes().put(note, message::write_json(list));
}

std::string MapCheck::look(store::UnitOfWork& unit) {
    const std::set<std::string> known = known_warehouses(unit);
    if (known.empty()) return ""; // nothing is known of any
    // A warehouse that is merely empty may stand in no level. One that is nearly there was written wrongly.
    std::map<std::string, std::string> wrong;
    bool any = false;
    for (const std::string& location : policy_.locations())
        for (const std::string& mapped : policy_.warehouses_of(location)) {
            any = any || known.count(mapped) > 0;
            if (known.count(mapped) > 0) continue;
            for (const std::string& one : known)
                if (folded(one) == folded(mapped) && !policy_.location_of(one)) wrong[mapped] = one;
        }
    const std::string all_wrong = any ? "" : fmt::format("None of the warehouses that the map names has anything in the ERP, which has {}", named(known));
    if (!looked_ || wrong != wrong_) {
        looked_ = true;
        wrong_ = wrong;
        exceptions_.close_flow(unit, of_.route, code, "engine: the map was corrected");
        for (const auto& [mapped, there] : wrong)
            exceptions_.flow(unit, of_.route, {code, fmt::format("The map of warehouses names {}, and the ERP has {}. Nothing is sent to {} before the map is corrected", mapped, there, of_.sink), "", subject_of(mapped), "",
                                               of_.sink, Value::object({{"mapped", mapped}, {"in_the_erp", there}})});
    }
    if (wrong.empty()) return all_wrong;
    return fmt::format("the map of warehouses names {}, and the ERP has {}", wrong.begin()->first, wrong.begin()->second);
}

} // namespace ledgerline::states
