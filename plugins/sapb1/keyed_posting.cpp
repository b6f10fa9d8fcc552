#include "keyed_posting.hpp"

#include "attribution.hpp"
#include "order_document.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::string_view unclear = "the answer does not say what became of it";

std::optional<Node> tree_of(Call& call, std::string_view text) {
    const Node tree = call.scratch("answers").append();
    try {
        tree.set_json(text);
    } catch (const RefusedError&) {
        return std::nullopt; // a page, or cut
    }
    return tree;
}

ChangesAnswer read_answer(Call& call, const Response& answer) {
    const BatchAnswer read = read_batch(answer.header("content-type"), answer.text());
    const Attribution fate = attribute(read, 1, std::vector<std::optional<std::size_t>>(read.parts.size())).front();
    if (fate.fate == Fate::done) {
        ChangesAnswer done{Posting::done, {}, {}, {}};
        for (const InnerAnswer& inner : read.parts[fate.part].answers)
            if (const auto tree = tree_of(call, inner.body); tree && tree->is_object() && (*tree)["DocEntry"].exists()) done.documents.push_back(*tree);
        return done;
    }
    if (fate.fate == Fate::refused) {
        const InnerAnswer& refusal = read.parts[fate.part].answers.front();
        const auto tree = tree_of(call, refusal.body);
        Fault fault = tree && tree->is_object() ? fault_of(refusal.status, *tree) : Fault{refusal.status, {}, {}};
        if (fault.text.empty()) fault.text = readable(refusal.body, 500);
        return {Posting::refused, {}, fault, {}};
    }
    return {Posting::unknown, {}, {}, read.problem.empty() ? std::string(unclear) : read.problem};
}

} // namespace

InnerRequest key_row(std::string_view root, const std::string& key, const std::string& name) {
    return {std::string(root) + "/" + std::string(key_entity), "{\"Code\":" + json_quoted(key) + ",\"Name\":" + json_quoted(name.empty() ? key : name) + "}", false, "POST"};
}

Request batch_of(const BatchRequest& body) {
    return Request::post("/$batch").header("Content-Type", body.content_type).header("Accept", "multipart/mixed, application/json").text(body.body);
}

ChangesAnswer post_change_set(Call& call, Session& session, const ChangeSet& changes) {
    const Response answer = session.send(call, batch_of(write_batch({changes})));

    if (answer.not_sent()) throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One cannot be reached: {}", answer.error()));
    if (answer.answered() && answer.status() == 503) throw Unavailable("ERP_UNAVAILABLE", "SAP Business One has no free worker (status 503); nothing was done");
    if (answer.ok()) return read_answer(call, answer);
    // A refusal counts only from SAP itself: what stands in front of it knows nothing of what SAP did.
    if (answer.answered() && answer.status() >= 400 && answer.status() < 500 && is_from_sap(answer)) return {Posting::refused, {}, fault_of(answer), {}};
    return {Posting::unknown, {}, {}, answer.answered() ? fault_of(answer).quoted() : std::string(answer.error())};
}

KeyedAnswer post_with_key(Call& call, Session& session, const KeyedDocument& document) {
    const std::string root(session.connection().root());
    ChangesAnswer answer = post_change_set(call, session, {key_row(root, document.key), {root + "/" + document.entity, std::string(document.body.json()), document.without_answer, "POST"}});
    KeyedAnswer out{answer.what, {}, {}, std::move(answer.fault), std::move(answer.why)};
    for (const Node& made : answer.documents) {
        out.id = text_of(made["DocEntry"]);
        out.number = text_of(made["DocNum"]);
    }
    return out;
}

} // namespace sapb1
