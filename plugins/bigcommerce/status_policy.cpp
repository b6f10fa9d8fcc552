#include "status_policy.hpp"

#include "order_update.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace bigcommerce {

using ledgerline::Config;
using ledgerline::ConfigRow;

namespace {

std::optional<std::int64_t> status_in(const ConfigRow& row, std::string_view column) {
    const std::string text = row.text(column);
    std::int64_t id = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size() || id < 0 || id > status::highest) return std::nullopt;
    return id;
}

bool is_one_of(std::int64_t id, std::initializer_list<std::int64_t> list) { return std::find(list.begin(), list.end(), id) != list.end(); }

// What is wrong with a row, with the column; "" if nothing is.
std::pair<std::string_view, std::string> fault_of(std::int64_t from, std::int64_t to) {
    if (from == to) return {"to", "the order is in that status already"};
    if (is_one_of(from, {status::incomplete, status::refunded, status::cancelled, status::declined, status::completed, status::partially_refunded}))
        return {"from", "an order in this status is not moved: it is over, or not an order yet"};
    if (from == status::shipped && to != status::completed) return {"to", "an order that was shipped is not moved back (only 10, Completed, may follow)"};
    if (is_one_of(to, {status::refunded, status::partially_refunded})) return {"to", "this status says that money went back, and no refund is made by it"};
    if (to == status::incomplete) return {"to", "an order does not become incomplete again"};
    return {};
}

} // namespace

StatusPolicy::StatusPolicy(const Config& config, std::string_view field) {
    for (const ConfigRow& row : config.rows(field)) {
        const std::string document = row.text("document");
        if (document != "booked" && document != "cancelled") config.refuse(row.problem("document", "\"{}\" is no state of a document (write booked or cancelled)", document));
        const auto from = status_in(row, "from"), to = status_in(row, "to");
        if (!from) config.refuse(row.problem("from", "\"{}\" is not a status (write its number, 0 to 14)", row.text("from")));
        if (!to) config.refuse(row.problem("to", "\"{}\" is not a status (write its number, 0 to 14)", row.text("to")));
        if (!from || !to) continue;
        if (const auto [column, fault] = fault_of(*from, *to); !fault.empty()) config.refuse(row.problem(column, "{}", fault));
        if (!rows_.emplace(std::pair(document, *from), *to).second) config.refuse(row.problem("from", "status {} is listed twice for a document that is {}", *from, document));
    }
    // Each revision would move the order one step further, and a look-up could not tell whether the first step was done.
    for (const ConfigRow& row : config.rows(field)) {
        const auto to = status_in(row, "to");
        if (to && rows_.count({row.text("document"), *to}) > 0)
            config.refuse(row.problem("to", "status {} is listed as `from` too: write where the order is to end, in one step", *to));
    }
}

std::optional<std::int64_t> StatusPolicy::next(std::string_view document_state, std::int64_t present) const {
    const auto row = rows_.find({std::string(document_state), present});
    return row == rows_.end() ? std::nullopt : std::optional(row->second);
}

} // namespace bigcommerce
