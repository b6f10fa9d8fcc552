// The second half of the orders sink: what is sent, and what each answer means.
#include "orders_sink.hpp"

#include "attribution.hpp"
#include "keyed_posting.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <iterator>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::size_t parts_per_order = 2; // the row of the key table and the document
constexpr std::size_t batch_bytes_max = std::size_t{2} * 1024 * 1024;

Facts facts_of(const Judgement& judgement, const Fault& fault) {
    Facts out;
    if (!judgement.subject.empty()) out.subject(judgement.subject);
    if (!judgement.waits_for.empty()) out.waits_for(judgement.waits_for);
    out.add("sap_code", fault.code).add("sap_text", fault.text).add("http_status", fault.status);
    return out;
}

bool is_long(const Node& document) { return document["DocumentLines"].count_or_none() > answered_lines_max; }

} // namespace

ChangeSet OrdersSink::change_set_for(std::string_view root, const Ready& order) {
    const InnerRequest row = key_row(root, order.key);
    const std::string orders = std::string(root) + "/Orders";
    if (order.step == Step::post) return {row, {orders, std::string(order.document.json()), is_long(order.document), "POST"}};
    const bool is_action = order.step == Step::cancel || order.step == Step::close;
    InnerRequest step{orders + "(" + order.document_id + ")", is_action ? std::string() : std::string(order.document.json()), false, is_action ? "POST" : "PATCH"};
    if (is_action) step.path += order.step == Step::cancel ? "/Cancel" : "/Close";
    // Somebody may change it between the look and the change.
    if (!order.etag.empty()) step.headers.emplace_back("If-Match", order.etag);
    if (order.replaces) step.headers.emplace_back("B1S-ReplaceCollectionsOnPatch", "true");
    return {row, step};
}

void OrdersSink::post(Batch& batch, ReadyOrders orders) {
    while (!orders.empty()) {
        const std::size_t before = orders.size();
        orders = post_once(batch, std::move(orders));
        if (orders.size() == before || batch.call().stopping()) break;
    }
    for (const Ready& order : orders)
        batch.set(order.index, retry_after(0, "ERP_UNAVAILABLE", "The batch stopped at another order before this one; nothing was done for it"));
}

OrdersSink::ReadyOrders OrdersSink::post_once(Batch& batch, ReadyOrders orders) {
    std::vector<ChangeSet> change_sets;
    ReadyOrders later; // too much for one request
    std::size_t bytes = 0, lines = 0;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        change_sets.push_back(change_set_for(session_.connection().root(), orders[i]));
        bytes += change_sets.back().back().json.size();
        if (!is_long(orders[i].document)) lines += static_cast<std::size_t>(orders[i].document["DocumentLines"].count_or_none());
        if (i == 0 || (bytes <= batch_bytes_max && lines <= answered_lines_max)) continue;
        change_sets.pop_back();
        std::move(orders.begin() + static_cast<std::ptrdiff_t>(i), orders.end(), std::back_inserter(later));
        orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(i), orders.end());
    }
    ReadyOrders not_executed = send(batch, std::move(orders), write_batch(change_sets));
    std::move(later.begin(), later.end(), std::back_inserter(not_executed));
    return not_executed;
}

OrdersSink::ReadyOrders OrdersSink::send(Batch& batch, ReadyOrders orders, const BatchRequest& body) {
    const Response answer = session_.send(batch.call(), batch_of(body));

    if (answer.not_sent()) throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One cannot be reached: {}", answer.error()));
    if (answer.answered() && answer.status() == 503)
        throw Unavailable("ERP_UNAVAILABLE", "SAP Business One has no free worker for the orders (status 503); nothing was done");
    if (answer.ok()) return read_answers(batch, std::move(orders), answer);
    if (answer.no_answer() || answer.status() >= 500 || answer.status() < 400) {
        const std::string what = answer.answered() ? fault_of(answer).quoted() : std::string(answer.error());
        for (const Ready& order : orders) batch.set(order.index, unknown("ERP_UNAVAILABLE", "The order was sent and no usable answer came: {}", what));
        return {};
    }
    // Something in front of SAP answered. Too large a request was not passed on, so smaller ones may be; whatever else it means, it
    // says nothing of what SAP did.
    if (!is_from_sap(answer) && (answer.status() != 413 || orders.size() == 1)) {
        const std::string what = format("Something in front of SAP Business One answered the order: {}", fault_of(answer).quoted());
        if (answer.status() == 413) batch.set(orders.front().index, rejected("ERP_REJECTED", what + ". The order is larger than it lets pass: raise its limit, then retry", Facts()));
        else
            for (const Ready& order : orders) batch.set(order.index, unknown("ERP_UNAVAILABLE", "{}", what));
        return {};
    }
    // The batch as a whole was refused. One order may be the reason: each alone shows which.
    if (orders.size() > 1) {
        for (Ready& order : orders) {
            ReadyOrders alone;
            alone.push_back(std::move(order));
            post(batch, std::move(alone));
        }
        return {};
    }
    settle_refused(batch, orders.front(), fault_of(answer));
    return {};
}

OrdersSink::ReadyOrders OrdersSink::read_answers(Batch& batch, ReadyOrders orders, const Response& answer) {
    Call& call = batch.call();
    const BatchAnswer read = read_batch(answer.header("content-type"), answer.text());
    const bool whole = answer.error().empty(); // else the engine cut it
    std::vector<Node> bodies; // one for each part: the document of a change set, the error of a refusal
    std::vector<std::optional<std::size_t>> owners;
    for (const BatchPart& part : read.parts) {
        const Node body = call.scratch("answers").append();
        std::optional<std::size_t> owner;
        for (const InnerAnswer& inner : part.answers) {
            if (inner.body.empty()) continue;
            const Node tree = call.scratch("answer");
            try {
                tree.set_json(inner.body);
            } catch (const RefusedError&) {
                continue; // not JSON: a page, or cut
            }
            const bool is_document = tree["DocEntry"].exists();
            const std::string named = is_document ? text_of(tree[key_field]) : std::string();
            for (std::size_t i = 0; !named.empty() && i < orders.size(); ++i)
                if (orders[i].key == named) owner = i;
            if (is_document || !part.is_change_set) body.copy_from(tree);
            tree.erase();
        }
        for (const InnerAnswer& inner : part.answers)
            if (!owner) owner = change_set_of(inner.content_id, parts_per_order);
        bodies.push_back(body);
        owners.push_back(owner);
    }

    const std::vector<Attribution> fates = attribute(read, orders.size(), owners);
    ReadyOrders not_executed;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (fates[i].fate == Fate::done) settle_done(batch, orders[i], bodies[fates[i].part]);
        if (fates[i].fate == Fate::unknown)
            batch.set(orders[i].index, unknown("ERP_UNAVAILABLE", "The order was sent, and the answer to the batch does not say what became of it{}",
                                               read.problem.empty() ? std::string(whole && read.complete ? "" : ": it was cut off") : ": " + read.problem));
    }
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (fates[i].fate == Fate::refused) {
            const InnerAnswer& refusal = read.parts[fates[i].part].answers.front();
            Fault fault = fault_of(refusal.status, bodies[fates[i].part]);
            if (fault.text.empty()) fault.text = readable(refusal.body, 500);
            settle_refused(batch, orders[i], fault);
        }
    }
    for (std::size_t i = 0; i < orders.size(); ++i)
        if (fates[i].fate == Fate::not_executed) not_executed.push_back(std::move(orders[i]));
    return not_executed;
}

void OrdersSink::settle_done(Batch& batch, const Ready& order, const Node& document) {
    if (auto receipt = receipt_of(document)) {
        batch.set(order.index, delivered(std::move(*receipt)));
        return;
    }
    // Done, but without a body to read the numbers from.
    try {
        if (!order.document_id.empty()) {
            if (auto standing = standing_of(batch.call(), session_, order.document_id); standing.document) {
                batch.set(order.index, delivered(std::move(*standing.document)));
                return;
            }
        } else if (auto posted = posted_order(batch.call(), session_, order.key, order.lines); posted.document) {
            batch.set(order.index, delivered(std::move(*posted.document)));
            return;
        }
    } catch (const Unavailable&) {
        // unknown is true as well, and the probe reads the numbers later
    }
    batch.set(order.index, unknown("ERP_UNAVAILABLE", "SAP Business One says that the order was booked, but not as which document"));
}

void OrdersSink::settle_refused(Batch& batch, const Ready& order, const Fault& fault) {
    Judgement judgement = judge(fault, order.facts);
    if (judgement.code == "CUSTOMER_NOT_FOUND" || judgement.code == "PARTNER_INACTIVE" || fault.is(-2028)) partners_.forget(order.facts.card_code);
    const bool certain = judgement.meaning == Meaning::rejected || judgement.meaning == Meaning::exists || judgement.meaning == Meaning::unclear;
    if (order.step != Step::post && order.step != Step::add_lines && certain) {
        batch.set(order.index, answer_to_refused_change(batch.call(), order, judgement, fault));
        return;
    }
    if (!order.document_id.empty() && certain) {
        batch.set(order.index, answer_to_refused_addition(batch.call(), order, judgement, fault));
        return;
    }
    switch (judgement.meaning) {
    case Meaning::rejected: batch.set(order.index, rejected(judgement.code, judgement.message, facts_of(judgement, fault))); return;
    case Meaning::retry: batch.set(order.index, retry(judgement.code, "{}", judgement.message).because(facts_of(judgement, fault))); return;
    case Meaning::unknown: batch.set(order.index, unknown(judgement.code, "{}", judgement.message)); return;
    case Meaning::exists: batch.set(order.index, answer_to_taken_key(batch.call(), order, judgement, fault)); return;
    case Meaning::unclear: batch.set(order.index, answer_to_unclear(batch.call(), order, judgement, fault)); return;
    case Meaning::blocked: throw configuration_problem(fault, "the order");
    }
}

DeliveryResult OrdersSink::answer_to_taken_key(Call& call, const Ready& order, const Judgement& judgement, const Fault& fault) {
    try {
        Posted posted = posted_order(call, session_, order.key, order.lines);
        if (posted.document) return delivered(std::move(*posted.document));
        if (!posted.stranger.empty())
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("Document {} in SAP Business One carries the key {} but not the lines of this order: it is another order's (two stores that post to one company must not be "
                                   "connected under one name), or people changed it. Nothing was posted",
                                   posted.stranger, order.key),
                            facts().subject("key:" + order.key).add("key", order.key).add("document", posted.stranger));
        if (const std::string draft = draft_of(call, session_, order.key); !draft.empty())
            return waiting("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
        if (key_is_taken(call, session_, order.key))
            return rejected("ORDER_DUPLICATE_SUSPECT",
                            format("The key {} is taken in {}, but {}. If the order is to be booked again, delete that row in SAP Business One and retry", order.key, key_entity,
                                   posted.cancelled_number.empty() ? std::string("no document carries it") : "document " + posted.cancelled_number + " was cancelled"),
                            facts().subject("key:" + order.key).add("key", order.key).add("cancelled_document", posted.cancelled_number));
    } catch (const Unavailable& problem) {
        return unknown("ERP_UNAVAILABLE", "The order seems to be booked already, but could not be looked up: {}", problem.what());
    }
    // The entry that exists is something else.
    return rejected("ERP_REJECTED", judgement.message, facts_of(judgement, fault));
}

DeliveryResult OrdersSink::answer_to_unclear(Call& call, const Ready& order, const Judgement& judgement, const Fault& fault) {
    try {
        Posted posted = posted_order(call, session_, order.key, order.lines);
        if (posted.document) return delivered(std::move(*posted.document));
        if (const std::string draft = draft_of(call, session_, order.key); !draft.empty())
            return waiting("APPROVAL_PENDING", "It waits as draft {} for an approval in SAP Business One", draft);
    } catch (const Unavailable& problem) {
        return unknown("ERP_UNAVAILABLE", "The order may have become a draft, but could not be looked up: {}", problem.what());
    }
    return rejected(judgement.code, judgement.message, facts_of(judgement, fault));
}

} // namespace sapb1
