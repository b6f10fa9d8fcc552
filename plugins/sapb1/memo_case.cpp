// The second part of the credit memos sink: the order, what was made of it, and the credit memos that may be of it already.
#include "credit_memos_sink.hpp"

#include "keyed_posting.hpp"
#include "order_document.hpp"
#include "posted.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <cctype>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr int memo_pages_max = 20;

// The number stands in the text by itself: "BC-1047 R1" names 1047 and not 104.
bool names(std::string_view text, std::string_view number) {
    const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    for (std::size_t at = number.empty() ? std::string_view::npos : text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        if ((at == 0 || !is_digit(text[at - 1])) && (end == text.size() || !is_digit(text[end]))) return true;
    }
    return false;
}

bool is_key_of(std::string_view carried, const std::string& key) { return carried == key || carried.substr(0, key.size() + 1) == key + "+"; }

// Other refunds of the order, whoever gave them.
std::string keys_of_others(const Refund& refund) {
    std::string terms;
    if (!refund.original().exists()) return terms;
    const std::string field(key_field);
    for (const Node other : refund.original().keys().elements_or_none()) {
        const std::string one(other.text());
        terms += " or " + field + " eq " + literal(one) + " or startswith(" + field + "," + literal(one + "+") + ")";
    }
    return terms;
}

} // namespace

CreditMemosSink::Answer CreditMemosSink::examine(Call& call, Case& the) {
    if (Answer answer = find_order(call, the)) return answer;
    return find_memos(call, the);
}

CreditMemosSink::Answer CreditMemosSink::find_order(Call& call, Case& the) {
    const RefundOriginal original = the.refund.original();
    if (!original.exists() || !original.document().exists()) return std::nullopt;
    const OriginalDocument named = original.document();
    if (!is_number(named.id()) && !is_number(named.number())) named.node().fail("neither its id nor its number is one of SAP Business One");
    if (original.lines().size() > read_lines_max)
        return rejected("ERP_REJECTED", format("Sales order {} has more than {} lines, too many to be read at once: book the refund by hand and resolve this with its number", named.number(), read_lines_max));
    std::vector<ChainDocument> orders = orders_named(call, session_, is_number(named.id()) ? named.id() : std::string_view(), named.number());
    if (orders.size() != 1)
        return rejected("REFUND_NO_ORDER", format("{} sales orders of SAP Business One have the number {}, so refund {} has none to belong to. Nothing was booked", static_cast<std::int64_t>(orders.size()), named.number(), the.refund.id()),
                        facts().add("document", named.number()));
    ChainDocument& order = orders.front();
    // Copied, renumbered or named by mistake: somebody else's order would be credited.
    if (order.key.rfind("order:", 0) == 0 && !named.key().empty() && order.key != named.key())
        return rejected("ORDER_DUPLICATE_SUSPECT",
                        format("Sales order {} in SAP Business One carries the key {}, so it stands for another order than {}. Nothing was booked. Book the refund by hand and resolve this with its number", order.number,
                               order.key, the.order_number),
                        facts().subject("document:" + order.number).add("document", order.number).add("key", order.key));
    if (order.currency != the.currency)
        return rejected("ERP_REJECTED", format("Sales order {} is in {}, the refund in {}. Nothing was booked: book it by hand and resolve this with its number", order.number, order.currency, the.currency),
                        facts().add("document", order.number));
    the.chain = chain_of(call, session_, std::move(order));
    if (the.chain) return std::nullopt;
    return rejected("ERP_REJECTED",
                    format("Something of sales order {} was delivered or invoiced, and the documents are not to be found: they carry neither its key nor its reference, and its partner has too many to look through. Write "
                           "{} into their field {}, then retry",
                           named.number(), named.key(), key_field),
                    facts().add("document", named.number()));
}

CreditMemosSink::Answer CreditMemosSink::find_memos(Call& call, Case& the) {
    the.memos.clear();
    const std::string card_code = the.chain ? the.chain->order.card_code : std::string(the.refund.booking().card_code());
    if (card_code.empty()) the.refund.booking()["card_code"].fail("the order is not known, so the rules must name the business partner");
    std::string like = "NumAtCard eq " + literal(the.reference) + keys_of_others(the.refund);
    if (the.chain) {
        if (!the.chain->order.reference.empty()) like += " or NumAtCard eq " + literal(the.chain->order.reference);
        if (!the.chain->order.key.empty()) like += " or " + std::string(key_field) + " eq " + literal(the.chain->order.key);
    }
    // What people typed may show by its total alone.
    if (the.expected) like += format(" or DocTotal eq {} or DocTotalFc eq {}", the.expected->normalized().text(), the.expected->normalized().text());
    std::string filter = "CardCode eq " + literal(card_code) + " and CancelStatus eq 'csNo'";
    if (the.chain) filter += " and DocDate ge '" + the.chain->order.date + "'";
    auto found = chain_documents(call, session_, "CreditNotes", filter + " and (" + like + ")", memo_pages_max);
    if (!found) return rejected("ERP_REJECTED", "Business partner {} has too many credit memos like this one to look through: book the refund by hand and resolve this with its number", card_code);
    for (ChainDocument& memo : *found)
        if (!is_key_of(memo.key, the.key)) the.memos.push_back(std::move(memo));
    return std::nullopt;
}

CreditMemosSink::Answer CreditMemosSink::judge_hand_made(const Case& the, Ready& ready) const {
    if (hand_made_ == HandMade::ignore || !the.expected) return std::nullopt;
    const ChainDocument* hit = nullptr;
    std::int64_t hits = 0;
    std::string agrees;
    for (const ChainDocument& memo : the.memos) {
        // A key of another refund, or any word in its field, says what it is for. SAP's copying takes the order's key along.
        const bool is_free = memo.key.empty() || (the.chain && memo.key == the.chain->order.key);
        if (memo.cancelled || !is_free || memo.total != *the.expected || memo.currency != the.currency) continue;
        const bool by_reference = memo.reference == the.reference || names(memo.reference, the.order_number) || (the.chain && !memo.reference.empty() && memo.reference == the.chain->order.reference);
        const bool by_order = the.chain && is_of_order(memo, *the.chain);
        if (!by_reference && !by_order) continue;
        ++hits;
        if (hit) continue;
        hit = &memo;
        agrees = format("customer and total ({} {}) agree{}{}", memo.total.text(2), memo.currency, by_reference ? ", its customer reference names the order" : "",
                        by_order ? ", its lines or references are of the sales order or its invoices" : "");
    }
    if (!hit) return std::nullopt;
    // Whoever settled it may have paid the shopper too, and an adopted one would be paid out.
    const bool is_settled = the.pays_out && (hit->closed || !hit->paid.is_zero());
    if (is_settled) agrees += format("; {} of it is settled, so the shopper may have the money", hit->closed && hit->paid.is_zero() ? "all" : hit->paid.text(2));
    // With the key it would be taken for another refund's.
    const bool is_of_others = is_strange(*hit, the.refund);
    if (is_of_others) agrees += "; it credits other items than the refund";
    if (hand_made_ == HandMade::adopt && hits == 1 && !is_settled && !is_of_others) {
        const std::string root(session_.connection().root());
        ready.note.memos = 1;
        InnerRequest adoption{root + "/CreditNotes(" + hit->id + ")", "{\"" + std::string(key_field) + "\":" + json_quoted(the.key) + "}", false, "PATCH"};
        if (!hit->etag.empty()) adoption.headers.emplace_back("If-Match", hit->etag);
        ready.changes = {key_row(root, the.key, note_text(the.key, ready.note)), adoption};
        return std::nullopt;
    }
    return rejected("REFUND_MANUAL_IN_ERP",
                    format("Credit memo {} was made by hand, and {}{}. Nothing was booked. If it is this refund, resolve this with its number (--document); if it is another one, write any text into its field {}, then retry",
                           hit->number, agrees, hits > 1 ? format("; {} more are like it", hits - 1) : std::string(), key_field),
                    facts().subject("document:" + hit->number).add("document", hit->number).add("total", hit->total).add("alike", hits));
}

} // namespace sapb1
