#include "catalogue_sink.hpp"

#include "order_mapper.hpp"

#include <ledgerline/text.hpp>

#include <cctype>
#include <map>

namespace bigcommerce {

using namespace ledgerline;

namespace {

constexpr std::string_view needs = "Writing needs the scope Products: modify";

bool is_id(std::string_view text) { return !text.empty() && text.size() <= 18 && text[0] != '0' && text.find_first_not_of("0123456789") == std::string_view::npos; }

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// The store's words for a SKU that another product has are not documented, nor whether it says 409 or 422.
bool is_duplicate_sku(const ResourceProblem& problem) {
    const std::string words = lower(problem.words);
    if (words.find("sku") == std::string::npos) return false;
    if (problem.status == 409) return true;
    for (const char* word : {"duplicate", "already", "unique", "in use", "exists"})
        if (words.find(word) != std::string::npos) return true;
    return false;
}

Receipt receipt_of(const ListingChange& change) { return {std::string(change.variant_id()), std::string(change.product_id()), std::nullopt, ""}; }

DeliveryResult refused(const ListingChange& change, std::string_view code, const std::string& why) {
    return rejected(code, format("The store's catalogue does not take the change of {}: {}", shown(change.sku()), why), facts().subject(format("sku:{}", change.sku())));
}

DeliveryResult refusal_for(const ListingChange& change, const ResourceProblem& problem) {
    if (is_duplicate_sku(problem)) return refused(change, "SKU_DUPLICATE", problem.what());
    if (problem.status == 404) return refused(change, "LISTING_REFUSED", format("the store has no product {} with variant {} any more ({})", change.product_id(), change.variant_id(), problem.what()));
    return refused(change, "LISTING_REFUSED", problem.what());
}

// What a 207 says was not saved.
std::string problem_in(const Node& answer) {
    const Node errors = answer["errors"];
    if (!errors.is_object()) return "it does not say what";
    std::string text(errors["title"].is_text() ? errors["title"].text().substr(0, 500) : std::string_view());
    if (const Node more = errors["errors"]; more.is_object() && more.count() > 0) text += (text.empty() ? "" : " ") + shown(more.json(), 500);
    return text.empty() ? "it does not say what" : text;
}

// The product was saved, but for something. Of what was sent all may be there: then it was not about that (its address, say).
DeliveryResult partly_saved(Call& call, const ListingChange& change, const Node& sent, const Node& row, const std::string& problem) {
    if (const std::string other = not_saved(sent, row); !other.empty())
        return refused(change, "LISTING_REFUSED", format("a part was saved, but {} there ({})", other, problem));
    call.warning("the store saved {} but for something that was not sent: {}", shown(change.sku()), problem);
    return delivered(receipt_of(change));
}

// A 207 tells of what was saved in a list or, of a single one, in itself: the official files have both shapes for both.
std::vector<Node> rows_in(const Node& data) {
    std::vector<Node> out;
    if (data.is_object()) out.push_back(data);
    else if (data.is_array())
        for (const Node row : data.elements()) out.push_back(row);
    return out;
}

void answer_unknown(Batch& batch, const Group& group, const Unanswered& problem) {
    for (const std::size_t index : group) batch.set(index, unknown("STORE_UNCONFIRMED", "{}; it is sent again, which does no harm", problem.what()));
}

} // namespace

CatalogueSink::CatalogueSink(const Config& config) : api_(config.connection().secret("token")), settings_(config) {}

Verdict CatalogueSink::probe(Batch& batch) {
    for (std::uint64_t i = 0; i < batch.size(); ++i) batch.set(i, absent());
    return pass();
}

Verdict CatalogueSink::deliver(Batch& batch) {
    return over_store(batch, api_, needs, [&] {
        Group products, variants, made;
        for (const Delivery delivery : batch) {
            batch.call().scratch("changes").append(); // room for what is sent of it
            const ListingChange change = delivery.listing_change();
            (change.create() ? made : change.base() ? products : variants).push_back(delivery.index());
        }
        SplitSending sending(batch.call());
        update(batch, sending, {"/v3/catalog/products", 10, true}, products);
        update(batch, sending, {"/v3/catalog/variants", 50, false}, variants);
        for (const std::size_t index : made)
            sending.run({index}, [&](const Group&) { make(batch, index); }, [](const Group&, const ResourceProblem&) { return Group(); },
                        [&](std::size_t one, const ResourceProblem& problem) { batch.set(one, refusal_for(batch[one].listing_change(), problem)); },
                        [&](std::size_t one, const RetryLater& later) { batch.set(one, later); });
    });
}

void CatalogueSink::update(Batch& batch, SplitSending& sending, const Kind& kind, const Group& deliveries) {
    Group sendable;
    for (const std::size_t index : deliveries) {
        const ListingChange change = batch[index].listing_change();
        if (const std::string why = kind.are_products ? unwritable(change) : ""; !why.empty()) {
            batch.set(index, refused(change, "LISTING_REFUSED", why));
            continue;
        }
        const Node body = batch.call().scratch("changes")[index];
        body.set_json("{}");
        const bool any = kind.are_products ? write_product(change, settings_, body) : write_variant(change, settings_, body);
        const std::string id(kind.are_products ? change.product_id() : change.variant_id());
        if (!is_id(id)) {
            batch.set(index, refused(change, "LISTING_REFUSED", format("{} is no id of a {} in the store", shown(id), kind.are_products ? "product" : "variant")));
        } else if (!any) {
            batch.set(index, refused(change, "LISTING_REFUSED", kind.are_products ? "it changes nothing that a product has"
                                                                                  : "name and tax class are the product's, which has several variants: they are changed by people"));
        } else {
            body["id"].set_json(id);
            sendable.push_back(index);
        }
    }
    for (std::size_t at = 0; at < sendable.size(); at += kind.at_once) {
        const auto begin = sendable.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(kind.at_once, sendable.size() - at));
        sending.run(Group(begin, end), [&](const Group& group) { send(batch, kind, group); }, [](const Group&, const ResourceProblem&) { return Group(); },
                    [&](std::size_t one, const ResourceProblem& problem) { batch.set(one, refusal_for(batch[one].listing_change(), problem)); },
                    [&](std::size_t one, const RetryLater& later) { batch.set(one, later); });
    }
}

void CatalogueSink::send(Batch& batch, const Kind& kind, const Group& group) {
    Call& call = batch.call();
    const Node bodies = call.scratch("changes"), list = call.scratch("list");
    list.set_json("[]");
    std::map<std::string, std::size_t> by_id;
    for (const std::size_t index : group) {
        list.append().copy_from(bodies[index]);
        by_id.emplace(bodies[index]["id"].text(), index);
    }
    try {
        const auto answer = api_.change(call, Request::put(kind.path).json(list));
        const bool whole = !answer || answer->status() != 207;
        if (!whole)
            for (const Node& row : rows_in(answer->json()["data"]))
                if (const auto found = by_id.find(std::string(text_in(row["id"]))); found != by_id.end())
                    batch.set(found->second, partly_saved(call, batch[found->second].listing_change(), bodies[found->second], row, problem_in(answer->json())));
        for (const std::size_t index : group) {
            if (batch.is_answered(index)) continue;
            const ListingChange change = batch[index].listing_change();
            if (whole) batch.set(index, delivered(receipt_of(change)));
            else batch.set(index, refused(change, "LISTING_REFUSED", format("it is not among what was saved ({})", problem_in(answer->json()))));
        }
        if (answer) answer->discard();
    } catch (const Unanswered& problem) {
        answer_unknown(batch, group, problem);
        throw;
    }
}

bool CatalogueSink::answer_if_it_stands(Batch& batch, std::uint64_t index) {
    const ListingChange change = batch[index].listing_change();
    std::vector<Receipt> standing;
    api_.each_v3(batch.call(), "/v3/catalog/variants", {{"sku", std::string(change.sku())}}, [&](const Node& row) {
        if (text_in(row["sku"]) == change.sku()) standing.push_back({std::string(text_in(row["id"])), std::string(text_in(row["product_id"])), std::nullopt, ""});
    });
    if (standing.empty()) return false;
    if (standing.size() == 1) batch.set(index, delivered(standing.front())); // what differs comes with the next compare
    else batch.set(index, refused(change, "SKU_DUPLICATE", format("{} products or variants of the store have this SKU", standing.size())));
    return true;
}

void CatalogueSink::make(Batch& batch, std::uint64_t index) {
    Call& call = batch.call();
    const ListingChange change = batch[index].listing_change();
    if (const std::string missing = incomplete(change); !missing.empty()) {
        batch.set(index, refused(change, "LISTING_REFUSED", format("a product cannot be made of it, there is {}", missing)));
        return;
    }
    if (const std::string why = unwritable(change); !why.empty()) {
        batch.set(index, refused(change, "LISTING_REFUSED", why));
        return;
    }
    if (answer_if_it_stands(batch, index)) return;
    const Node body = call.scratch("product").append();
    body.set_json("{}");
    write_new_product(change, settings_, body);
    try {
        const auto answer = api_.change(call, Request::post("/v3/catalog/products").json(body));
        const std::vector<Node> rows = answer ? rows_in(answer->json()["data"]) : std::vector<Node>();
        if (rows.size() != 1 || !is_id(text_in(rows.front()["id"]))) throw Unanswered("the store answered a new product without its id");
        const Node& row = rows.front();
        if (answer->status() == 207)
            call.warning("the store made {} but for something: {}", shown(change.sku()), problem_in(answer->json()));
        batch.set(index, delivered({std::string(text_in(row["base_variant_id"])), std::string(text_in(row["id"])), std::nullopt, ""}));
        answer->discard();
    } catch (const Unanswered& problem) {
        answer_unknown(batch, {index}, problem);
        throw;
    }
}

} // namespace bigcommerce
