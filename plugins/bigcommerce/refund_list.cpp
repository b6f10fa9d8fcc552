#include "refund_list.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <stdexcept>

namespace bigcommerce {

using ledgerline::Call;
using ledgerline::Node;
using ledgerline::Request;

RefundList::Page RefundList::page(Call& call, const Filters& filters, std::int64_t number) {
    Request request = Request::get("/v3/orders/payment_actions/refunds").query("page", number).query("limit", ShopApi::page_size);
    for (const auto& [name, value] : filters) request.query(name, value);
    Page page;
    page.answer = api_.get(call, std::move(request));
    if (!page.answer) return page;
    const Node rows = page.answer->json()["data"];
    if (!rows.is_array()) throw ShopProblem(ShopProblem::Kind::unavailable, 0, "the store answered its list of refunds with something that is no list");
    page.count = rows.count();
    return page;
}

void RefundList::each(Call& call, const Filters& filters, const std::function<void(const Node&)>& visit) {
    constexpr int pages_max = 20; // of a few ids, or of one order
    std::int64_t last = 0;
    for (int number = 1; number <= pages_max; ++number) {
        const Page rows = page(call, filters, number);
        std::int64_t highest = 0;
        for (std::uint64_t i = 0; i < rows.count; ++i) {
            highest = std::max(highest, number_in(rows.row(i)["id"]).value_or(0));
            visit(rows.row(i));
        }
        rows.discard();
        // A store that gives the same page again and again has shown what it has.
        if (rows.is_last() || highest <= last) return;
        last = highest;
    }
}

std::optional<std::int64_t> number_in(const Node& node) {
    try {
        const std::int64_t number = whole_number(node);
        return number > 0 ? std::optional(number) : std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

std::optional<std::int64_t> created_of(const Node& row) {
    const Node created = row["created"];
    return created.is_text() ? seconds_of(created.text()) : std::nullopt;
}

} // namespace bigcommerce
