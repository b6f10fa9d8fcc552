#include "catalogue_source.hpp"

#include "dates.hpp"
#include "order_mapper.hpp"
#include "product_change.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace bigcommerce {

using namespace ledgerline;

namespace {

constexpr std::uint64_t variants_max = 2'500; // of one poll; a product may have 600

// Without them 250 products would bring 250 descriptions along.
constexpr const char* product_fields = "name,sku,price,sale_price,weight,upc,gtin,tax_class_id,inventory_tracking,is_visible,availability,date_modified,base_variant_id";
constexpr const char* variant_fields = "product_id,sku,price,sale_price,weight,upc,gtin,purchasing_disabled,option_values";

// A list without rows is one too. An answer without a body is not: taken for the end, everything behind it would count as gone.
Node rows_of(const std::optional<Response>& answer, std::string_view what) {
    if (!answer) throw ShopProblem(ShopProblem::Kind::unavailable, 0, format("the store answered its list of {} with nothing at all", what));
    const Node rows = answer->json()["data"];
    if (!rows.is_array()) throw ShopProblem(ShopProblem::Kind::unavailable, 0, format("the store answered its list of {} with something that is no list", what));
    return rows;
}

// Nothing: the row has no number that could be one.
std::optional<std::int64_t> number_in(const Node& node) {
    try {
        const std::int64_t id = whole_number(node);
        return id > 0 ? std::optional(id) : std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

std::string ids_of(const std::map<std::int64_t, ListedProduct>& products) {
    std::string out;
    for (const auto& [id, product] : products) out += (out.empty() ? "" : ",") + std::to_string(id);
    return out;
}

// The others flow on. A person is told by a listing with nothing but its ids, which the engine holds for what it lacks; the first good
// reading takes its place.
void refuse(Poll& poll, const std::string& key, const std::string& product_id, const std::string& why) {
    const Node body = poll.new_body();
    body["product_id"].set(product_id);
    poll.call().explain("MESSAGE_REFUSED", format("Product {} of the store cannot be read: {}", product_id, about_answer(why)), facts().subject("listing:" + key));
    poll.emit("listing", key, "", body);
    body.set_null();
}

// Maps a row, or tells why it cannot be.
template <class Map>
bool is_mapped(Poll& poll, const std::string& key, const std::string& product_id, const Map& map) {
    try {
        map();
        return true;
    } catch (const std::runtime_error& problem) {
        refuse(poll, key, product_id, problem.what());
    } catch (const std::invalid_argument& problem) {
        refuse(poll, key, product_id, problem.what());
    }
    return false;
}

} // namespace

CatalogueSource::CatalogueSource(const Config& config)
    : api_(config.connection().secret("token")), barcode_(barcode_member(config.connection())), overlap_ms_(config.duration_ms("overlap")), full_every_ms_(config.duration_ms("full_every")) {
    if (overlap_ms_ < 1'000) config.refuse(config.problem("overlap", "must be a second or more: the store's times have no fractions"));
    if (full_every_ms_ < 60'000) config.refuse(config.problem("full_every", "must be a minute or more"));
}

Verdict CatalogueSource::poll(Poll& poll) {
    CatalogueCursor cursor = CatalogueCursor::read(poll.cursor());
    api_.forget_limits();
    bool more = false;
    try {
        if (cursor.in_pass || begin_pass(poll, cursor)) more = read_page(poll, cursor);
    } catch (const ShopProblem& problem) {
        if (problem.kind == ShopProblem::Kind::refused) return failed("STORE_AUTH", "{}. Reading the catalogue needs the scope Products: read-only", problem.what());
        const bool limited = problem.kind == ShopProblem::Kind::rate_limit;
        return retry_after(std::max<std::int64_t>(problem.again_ms, limited ? 1'000 : 0), limited ? "STORE_RATE_LIMIT" : "STORE_UNAVAILABLE", "{}", problem.what());
    } catch (const ResourceProblem& problem) {
        // The list itself is refused: a wrong address or a right that is missing. Later changes nothing.
        return failed("STORE_AUTH", "{}", problem.what());
    }
    cursor.write(poll.cursor());
    poll.set_more(more);
    if (api_.should_pause()) poll.set_pause(std::max<std::int64_t>(api_.window_resets_in_ms(), 1'000));
    return pass();
}

bool CatalogueSource::begin_pass(Poll& poll, CatalogueCursor& cursor) {
    // Before the first page: whatever is changed later is no older.
    std::int64_t newest = 0;
    const auto answer = api_.get(poll.call(), Request::get("/v3/catalog/products").query("sort", "date_modified").query("direction", "desc").query("limit", 1).query("include_fields", "date_modified"));
    for (const Node row : rows_of(answer, "products").elements()) newest = std::max(newest, seconds_of(text_in(row["date_modified"])).value_or(0));
    return cursor.begin(poll.call().now_ms(), newest, full_every_ms_, overlap_ms_);
}

bool CatalogueSource::read_page(Poll& poll, CatalogueCursor& cursor) {
    // Whatever the engine's limit is: the store's requests are what costs.
    Request request = Request::get("/v3/catalog/products").query("sort", "id").query("direction", "asc").query("id:min", cursor.after_id + 1).query("limit", ShopApi::page_size)
                          .query("include_fields", product_fields);
    // With its time: the store would add the present time of day to a date without one.
    if (cursor.since > 0) request.query("date_modified:min", iso(cursor.since));
    const auto answer = api_.get(poll.call(), std::move(request));
    const Node rows = rows_of(answer, "products");
    const std::uint64_t count = rows.count();
    Products with_options;
    std::vector<std::pair<Node, ListedProduct>> simple;
    std::int64_t last = cursor.after_id;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Node row = rows[i];
        const auto id = number_in(row["id"]);
        if (!id) {
            refuse(poll, "without-id", "without-id", "its id is no number");
            continue;
        }
        // A filter that the store does not understand is ignored there, and everything comes.
        if (*id <= cursor.after_id) continue;
        last = std::max(last, *id);
        const auto modified = seconds_of(text_in(row["date_modified"]));
        if (modified && *modified < cursor.since) continue;
        ListedProduct product = listed_product(row, *id);
        if (product.base_variant_id.empty()) with_options.emplace(*id, std::move(product));
        else simple.emplace_back(row, std::move(product));
    }
    if (count > 0 && last == cursor.after_id)
        throw ShopProblem(ShopProblem::Kind::unavailable, 0, format("the store lists products up to {} again when it is asked for those that follow", cursor.after_id));

    const auto left = emit_variants(poll, with_options);
    for (const auto& [row, product] : simple) {
        if (left && std::stoll(product.id) >= *left) continue;
        const Node body = poll.new_body();
        if (is_mapped(poll, product.base_variant_id, product.id, [&, &of = row, &listed = product] { map_product(of, listed, barcode_, body); })) emit(poll, body);
        body.set_null();
    }
    answer->discard();
    if (left) {
        cursor.after_id = *left - 1;
        return true;
    }
    cursor.after_id = last;
    if (!ShopApi::is_last(count)) return true;
    cursor.finish();
    return false;
}

std::optional<std::int64_t> CatalogueSource::emit_variants(Poll& poll, const Products& products) {
    if (products.empty()) return std::nullopt;
    for (std::size_t take = products.size();; take /= 2) {
        const auto end = std::next(products.begin(), static_cast<std::ptrdiff_t>(take));
        const Node listings = poll.call().scratch("listings");
        listings.set_json("[]");
        if (read_variants(poll, Products(products.begin(), end), listings)) {
            for (const Node body : listings.elements()) emit(poll, body);
            return end == products.end() ? std::nullopt : std::optional(end->first);
        }
        if (take == 1) throw ShopProblem(ShopProblem::Kind::unavailable, 0, format("the store lists more than {} variants when it is asked for those of product {}", variants_max, products.begin()->first));
    }
}

bool CatalogueSource::read_variants(Poll& poll, const Products& products, const Node& listings) {
    const std::string ids = ids_of(products);
    std::uint64_t read = 0;
    for (int page = 1;; ++page) {
        const auto answer = api_.get(poll.call(), Request::get("/v3/catalog/variants").query("product_id:in", ids).query("page", page).query("limit", ShopApi::page_size)
                                                      .query("include_fields", variant_fields));
        const Node rows = rows_of(answer, "variants"), total = answer->json()["meta"]["pagination"]["total"];
        const std::uint64_t count = rows.count();
        read += count;
        const bool too_many = read > variants_max || (total.is_integer() && total.integer() > static_cast<std::int64_t>(variants_max));
        for (std::uint64_t i = 0; i < count && !too_many; ++i) {
            const Node row = rows[i];
            const auto product_id = number_in(row["product_id"]), id = number_in(row["id"]);
            const auto product = products.find(product_id.value_or(0));
            if (product == products.end()) continue; // not asked for
            const Node body = listings.append();
            const std::string key = id ? std::to_string(*id) : "product-" + product->second.id;
            if (!is_mapped(poll, key, product->second.id, [&] { map_variant(row, product->second, barcode_, body); })) body.set_null();
        }
        answer->discard();
        if (too_many) return false;
        if (ShopApi::is_last(count)) return true;
    }
}

void CatalogueSource::emit(Poll& poll, const Node& body) const {
    if (body.is_null()) return;
    poll.emit("listing", body["variant_id"].text(), body["modified_at"].text(), body);
}

} // namespace bigcommerce
