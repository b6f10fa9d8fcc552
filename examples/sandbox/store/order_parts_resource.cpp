#include "store/resources.hpp"

#include "message/json.hpp"
#include "store/consignments.hpp"
#include "store/format.hpp"
#include "store/raw_json.hpp"

#include <tuple>

namespace ledgerline::sandbox::store {

namespace {

using message::Value;

constexpr message::JsonLimits own_text{std::size_t{256} * 1024 * 1024, 64};

// Without ?details: one row per address, rate and class, amounts added up, the members of the details left out.
std::string tax_sums(const std::string& taxes) {
    Value sums = Value::array();
    std::vector<Decimal> amounts;
    const Value rows = message::parse_json(taxes, own_text);
    for (const Value& row : *rows.as_array()) {
        const auto key = [](const Value& v) {
            return std::make_tuple(v["order_address_id"].int_or(0), v["sales_tax_id"].text_or(""), v["tax_class_id"].int_or(0),
                                   v["rate"].text_or(""));
        };
        const Decimal amount = Decimal::parse(row["line_amount"].text_or("0"));
        std::size_t at = 0;
        while (at < sums.size() && key((*sums.as_array())[at]) != key(row)) ++at;
        if (at < sums.size()) {
            amounts[at] += amount;
            continue;
        }
        Value sum = row;
        sum.erase("order_product_id");
        sum.erase("line_item_type");
        sums.push(std::move(sum));
        amounts.push_back(amount);
    }
    for (std::size_t i = 0; i < amounts.size(); ++i)
        for (const char* name : {"priority_amount", "line_amount"}) (*sums.as_array())[i].set(name, money(amounts[i]));
    return message::write_json(sums);
}

// The element with this id.
base::HttpResponse one_of(const std::string& array, std::string_view id) {
    for (std::string_view part : elements(array))
        if (member_text(part, "id") == id) return json_answer(200, std::string(part));
    throw Refused(404, "The requested resource was not found.");
}

base::HttpResponse fees_answer(const OrderRecord& order, const ShopSettings& settings) {
    const auto rows = elements(order.fees);
    if (rows.empty() && settings.empty_sub_list == EmptyList::no_content) return no_content();
    if (settings.fees_shape == FeesShape::object) return json_answer(200, "{\"fees\":" + order.fees + "}");
    if (settings.fees_shape == FeesShape::single && rows.size() == 1) return json_answer(200, std::string(rows.front()));
    return json_answer(200, order.fees);
}

// Every filter of the API.
base::HttpResponse messages_answer(const Call& call, const OrderRecord& order, const ShopSettings& settings) {
    refuse_unknown_parameters(call, {"min_id", "max_id", "customer_id", "min_date_created", "max_date_created", "is_flagged", "status", "page", "limit"});
    const auto from = number_parameter(call, "min_id"), to = number_parameter(call, "max_id"), customer = number_parameter(call, "customer_id");
    const auto flagged = call.parameter("is_flagged"), status = call.parameter("status");
    const auto after = base::parse_time(call.parameter("min_date_created").value_or("")), before = base::parse_time(call.parameter("max_date_created").value_or(""));
    std::vector<std::string_view> chosen;
    for (std::string_view text : elements(order.messages)) {
        const Value message = message::parse_json(text, own_text);
        const std::int64_t id = message["id"].int_or(0);
        const base::Millis at = base::parse_time(message["date_created"].text_or("")).value_or(0);
        if ((from && id < *from) || (to && id > *to) || (customer && message["customer_id"].int_or(0) != *customer)) continue;
        if (flagged && message["is_flagged"].bool_or(false) != (*flagged == "true" || *flagged == "1")) continue;
        if (status && message["status"].text_or("") != *status) continue;
        if ((after && at < *after) || (before && at > *before)) continue;
        chosen.push_back(text);
    }
    return list_answer(chosen, read_page(call, settings.page_above_maximum), settings.empty_sub_list);
}

} // namespace

base::HttpResponse answer_order_parts(const Call& call, const State& state, const OrderRecord& order) {
    const ShopSettings& settings = state.settings;
    const std::string& part = call.path[2];
    const bool single = call.path.size() == 4;
    if (call.path.size() > 4) throw Refused(404, "The requested resource was not found.");
    const auto page = [&] {
        refuse_unknown_parameters(call, {"page", "limit", "details"});
        return read_page(call, settings.page_above_maximum);
    };
    if (part == "products") {
        require_method(call, {"GET"});
        if (single) return one_of(order.products, call.path[3]);
        return list_answer(elements(order.products), page(), EmptyList::no_content);
    }
    if (part == "shipping_addresses" || part == "shippingaddresses") {
        require_method(call, {"GET"});
        const std::string addresses = state.book.addresses(order);
        if (single) return one_of(addresses, call.path[3]);
        return list_answer(elements(addresses), page(), settings.empty_sub_list);
    }
    if (single) throw Refused(404, "The requested resource was not found.");
    if (part == "coupons") {
        require_method(call, {"GET"});
        return list_answer(elements(order.coupons), page(), settings.empty_sub_list);
    }
    if (part == "taxes") {
        require_method(call, {"GET"});
        if (call.parameter("details").value_or("") == "true") return list_answer(elements(order.taxes), page(), settings.empty_sub_list);
        const std::string sums = tax_sums(order.taxes);
        return list_answer(elements(sums), page(), settings.empty_sub_list);
    }
    if (part == "consignments") {
        require_method(call, {"GET"});
        refuse_unknown_parameters(call, {"include"});
        const std::string include = call.parameter("include").value_or("");
        if (!include.empty() && include != "consignments.line_items") throw Refused(400, "The field 'include' is invalid.");
        return json_answer(consignments_of(order, state.book.addresses(order), state.book.link_base(), !include.empty()));
    }
    if (part == "messages") {
        require_method(call, {"GET"});
        return messages_answer(call, order, settings);
    }
    if (part == "fees") {
        require_method(call, {"GET"});
        return fees_answer(order, settings);
    }
    throw Refused(404, "The requested resource was not found.");
}

} // namespace ledgerline::sandbox::store
