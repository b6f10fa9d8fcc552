#include "store/product_filter.hpp"

#include "store/catalogue_members.hpp"
#include "store/product_text.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace ledgerline::sandbox::store {

namespace {

constexpr base::Millis day_ms = 86'400'000;

std::set<std::int64_t> set_of(const std::vector<std::int64_t>& list) { return {list.begin(), list.end()}; }

std::int64_t whole(const std::string& name, const std::string& text) {
    if (const auto number = whole_number(text)) return *number;
    throw Refused(422, "The filter " + name + " is not a number.");
}

// A moment in any form that clients send. A date without a time gets the time of the request, as in the real store.
std::optional<base::Millis> moment(const std::string& text, base::Millis now) {
    constexpr std::size_t date_only = 10;
    if (text.size() == date_only) {
        const auto midnight = base::parse_time(text + "T00:00:00Z");
        return midnight ? std::optional(*midnight + now % day_ms) : std::nullopt;
    }
    if (const auto at = base::parse_time(text)) return at;
    return base::parse_time(text + "Z");
}

bool flag(const std::string& name, const std::string& text) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    throw Refused(422, "The filter " + name + " is not true or false.");
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

} // namespace

std::optional<std::vector<std::string>> text_list(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    std::vector<std::string> out;
    std::istringstream values(*text);
    for (std::string value; std::getline(values, value, ',');) out.push_back(value);
    return out;
}

std::optional<std::vector<std::int64_t>> number_list(const Call& call, std::string_view name) {
    const auto texts = text_list(call, name);
    if (!texts) return std::nullopt;
    std::vector<std::int64_t> out;
    for (const std::string& text : *texts) out.push_back(whole(std::string(name), text));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

ProductFilter::ProductFilter(const Call& call, const Catalogue& catalogue, const StockBook& stock, MalformedDate malformed, base::Millis now)
    : catalogue_(catalogue), stock_(stock) {
    ids_ = number_list(call, "id:in");
    if (const auto id = call.parameter("id")) ids_ = {whole("id", *id)};
    numbers(call, "id", [](const Product& product) { return product.id; });
    numbers(call, "inventory_level", [this](const Product& product) { return stock_.catalogue_level(product); });
    if (const auto name = call.parameter("name")) tests_.push_back([name](const Product& product) { return product.name == *name; });
    if (const auto sku = call.parameter("sku")) tests_.push_back([this, sku](const Product& product) { return catalogue_.same_sku(product.main_sku(), *sku); });
    if (const auto skus = text_list(call, "sku:in"))
        tests_.push_back([this, skus](const Product& product) {
            return std::any_of(skus->begin(), skus->end(), [&](const std::string& sku) { return catalogue_.same_sku(product.main_sku(), sku); });
        });
    for (const char* member : {"upc", "mpn", "type", "availability", "condition", "brand_id"}) {
        const auto wanted = call.parameter(member);
        if (!wanted) continue;
        const CatalogueMember* known = find_member(product_members(), member);
        const std::string usual(known->usual.size() > 1 && known->usual.front() == '"' ? known->usual.substr(1, known->usual.size() - 2) : known->usual);
        // Values of `condition` are written small here and large there.
        tests_.push_back([member, usual, wanted](const Product& product) {
            const message::Value* own = product.more.find(member);
            return lower(own ? own->text_or("") : usual) == lower(*wanted);
        });
    }
    for (const char* member : {"price", "weight"})
        if (const auto wanted = call.parameter(member)) {
            const auto amount = Decimal::try_parse(*wanted);
            if (!amount) throw Refused(422, std::string("The filter ") + member + " is not a number.");
            const bool price = std::string_view(member) == "price";
            tests_.push_back([amount, price](const Product& product) { return (price ? product.price : product.weight) == *amount; });
        }
    if (const auto visible = call.parameter("is_visible"))
        tests_.push_back([wanted = flag("is_visible", *visible)](const Product& product) { return product.visible == wanted; });
    if (const auto words = call.parameter("keyword"))
        tests_.push_back([word = lower(*words)](const Product& product) {
            return lower(product.name).find(word) != std::string::npos || lower(product.main_sku()).find(word) != std::string::npos;
        });
    for (const char* name : {"date_modified", "date_modified:min", "date_modified:max"}) date(call, name, now, malformed);
    if (const auto by = call.parameter("sort")) {
        static const std::set<std::string> known = {"id", "name", "sku", "price", "date_modified", "date_last_imported", "inventory_level", "is_visible", "total_sold", "calculated_price"};
        if (!known.count(*by)) throw Refused(422, "The parameter sort is invalid.");
        sort_ = *by;
    }
    descending_ = call.parameter("direction").value_or("asc") == "desc";
}

void ProductFilter::numbers(const Call& call, const std::string& name, std::function<std::int64_t(const Product&)> of) {
    if (name != "id") {
        if (const auto wanted = call.parameter(name)) tests_.push_back([of, number = whole(name, *wanted)](const Product& product) { return of(product) == number; });
        if (const auto wanted = number_list(call, name + ":in")) tests_.push_back([of, list = set_of(*wanted)](const Product& product) { return list.count(of(product)) > 0; });
    }
    if (const auto wanted = number_list(call, name + ":not_in")) tests_.push_back([of, list = set_of(*wanted)](const Product& product) { return list.count(of(product)) == 0; });
    const auto bound = [&](const char* kind, std::function<bool(std::int64_t, std::int64_t)> holds) {
        const std::string parameter = name + ":" + kind;
        if (const auto text = call.parameter(parameter)) tests_.push_back([of, holds, limit = whole(parameter, *text)](const Product& product) { return holds(of(product), limit); });
    };
    bound("min", std::greater_equal<>());
    bound("max", std::less_equal<>());
    bound("greater", std::greater<>());
    bound("less", std::less<>());
}

void ProductFilter::date(const Call& call, const std::string& name, base::Millis now, MalformedDate malformed) {
    const auto text = call.parameter(name);
    if (!text) return;
    const auto at = moment(*text, now);
    if (!at) {
        if (malformed == MalformedDate::refuse) throw Refused(422, "The filter " + name + " is not a date.");
        return;
    }
    if (name.ends_with(":min")) tests_.push_back([at](const Product& product) { return product.modified >= *at; });
    else if (name.ends_with(":max")) tests_.push_back([at](const Product& product) { return product.modified <= *at; });
    else tests_.push_back([at](const Product& product) { return product.modified == *at; });
}

std::vector<const Product*> ProductFilter::choose() const {
    std::vector<const Product*> out;
    const auto take = [&](const Product& product) {
        if (std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) { return test(product); })) out.push_back(&product);
    };
    if (ids_) {
        for (const std::int64_t id : *ids_)
            if (const Product* product = catalogue_.product(id)) take(*product);
    } else {
        out.reserve(tests_.empty() ? catalogue_.products().size() : 0);
        for (const auto& product : catalogue_.products()) take(*product);
    }
    sort(out);
    return out;
}

void ProductFilter::sort(std::vector<const Product*>& chosen) const {
    const auto by = [&](auto key) { std::stable_sort(chosen.begin(), chosen.end(), [&](const Product* a, const Product* b) { return key(*a) < key(*b); }); };
    if (sort_ == "name") by([](const Product& product) -> const std::string& { return product.name; });
    else if (sort_ == "sku") by([](const Product& product) -> const std::string& { return product.main_sku(); });
    else if (sort_ == "price") by([](const Product& product) { return product.price; });
    else if (sort_ == "calculated_price") by([](const Product& product) { return sold_for(product); });
    else if (sort_ == "date_modified") by([](const Product& product) { return product.modified; });
    else if (sort_ == "inventory_level") by([this](const Product& product) { return stock_.catalogue_level(product); });
    else if (sort_ == "is_visible") by([](const Product& product) { return product.visible; });
    if (descending_) std::reverse(chosen.begin(), chosen.end());
}

} // namespace ledgerline::sandbox::store
