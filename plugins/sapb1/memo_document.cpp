#include "memo_document.hpp"

#include "document_cells.hpp"
#include "order_document.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;
using reckoning::DocumentForecast;

namespace {

class Writer {
public:
    Writer(const Refund& refund, const MemoPlan& plan, const OrderChain* chain, const MemoHead& head, const MemoSettings& settings, const Node& documents, DocumentFacts& document_facts)
        : refund_(refund), plan_(plan), chain_(chain), head_(head), settings_(settings), documents_(documents), facts_(document_facts) {}

    std::vector<Node> write() {
        for (const MemoDocument& one : documents_of(plan_, head_.rate)) {
            const Node to = begin(one.rate);
            if (!one.amounts.empty()) to["DocType"].set("dDocument_Service");
            for (const MemoLine* line : one.lines) write_line(*line, one.base_type, to["DocumentLines"].append());
            for (const MemoFreight* charge : one.freight) write_freight(*charge, one.base_type, to["DocumentAdditionalExpenses"].append());
            for (const MemoAmount* amount : one.amounts) write_amount(*amount, to["DocumentLines"].append());
        }
        return std::move(out_);
    }

private:
    Node begin(const std::optional<Decimal>& rate) {
        const RefundBooking booking = refund_.booking();
        const Node to = documents_.append();
        to["CardCode"].set(head_.card_code);
        put_text(to["NumAtCard"], fitted_line(head_.reference, 100), 100);
        if (booking.document_date().empty()) booking["document_date"].fail("the rules must give the posting date");
        for (const char* date : {"DocDate", "DocDueDate", "TaxDate"}) to[date].set(booking.document_date());
        to["DocCurrency"].set(head_.currency);
        if (rate) put_number(to["DocRate"], rate, booking["rate"]);
        if (settings_.sends_price_mode) to["PriceMode"].set(plan_.gross ? "pmdGross" : "pmdNet");
        // No discount of the partner, nor of the invoice, comes on top: prices are those of the refund.
        to["DiscountPercent"].set(0);
        put_text(to["Comments"], booking.comments().empty() ? format("Refund {} of order {}", head_.refund_id, head_.order_number) : std::string(booking.comments()), 254);
        if (!booking.series().empty()) put_whole(to["Series"], booking.series(), booking["series"]);
        if (!head_.branch.empty()) put_whole(to["BPL_IDAssignedToInvoice"], head_.branch, booking["branch"]);
        put_code(to[key_field], memo_key(head_.key, out_.size() + 1), key_length_max, refund_.node());
        write_references(to["DocumentReferences"]);
        out_.push_back(to);
        return to;
    }

    void write_references(const Node& to) const {
        const auto refer = [&](const char* type, const ChainDocument& document) {
            const Node row = to.append();
            row["RefObjType"].set(type);
            put_whole(row["RefDocEntr"], document.id, row);
            put_text(row["Remark"], format("Refund {} of order {}", head_.refund_id, head_.order_number), 100);
        };
        if (chain_) {
            refer("rot_SalesOrder", chain_->order);
            for (const ChainDocument& one : chain_->invoices) refer("rot_SalesInvoice", one);
            if (chain_->invoices.empty())
                for (const ChainDocument& one : chain_->deliveries) refer("rot_DeliveryNotes", one);
            if (!plan_.of_down_payment.empty())
                for (const ChainDocument& one : chain_->down_payments) refer("rot_DownPaymentIncoming", one);
        }
        const Node row = to.append();
        row["RefObjType"].set("rot_ExternalDocument");
        row["ExtDocNum"].set(fitted_line(head_.refund_id, 100));
        put_text(row["Remark"], format("Refund {} of order {}", head_.refund_id, head_.order_number), 100);
    }

    void write_line(const MemoLine& line, std::int64_t base_type, const Node& to) const {
        const Node from = refund_.booking()["lines"];
        if (line.base) {
            to["BaseType"].set(base_type);
            put_whole(to["BaseEntry"], line.base->id, to);
            to["BaseLine"].set(line.base_line->number);
        } else {
            put_code(to["ItemCode"], line.item_code, 50, from);
            if (!line.warehouse.empty()) put_code(to["WarehouseCode"], line.warehouse, 8, from);
            put_text(to["FreeText"], fitted_line(line.label, 100), 100);
        }
        put_number(to["Quantity"], line.quantity, from);
        if (!inherits_price(line)) put_price(to, plan_.gross, line.price, from);
        if (!line.base && !line.tax_code.empty()) put_code(to[settings_.tax_field], line.tax_code, 8, from);
        if (!line.line_id.empty()) put_code(to[line_field], line.line_id, line_length_max, from);
        if (base_type != 203 && !line.returns_goods) to["WithoutInventoryMovement"].set("tYES");
        if (line.base && line.returns_goods && !line.warehouse.empty() && line.warehouse != line.base_line->warehouse) put_code(to["WarehouseCode"], line.warehouse, 8, from);
        facts_.item_codes.push_back(line.item_code);
        facts_.tax_codes.push_back(line.tax_code);
    }

    // The base's own price, if its line was reckoned from that price in the same mode.
    bool inherits_price(const MemoLine& line) const {
        if (!line.base) return false;
        const ChainLine& base = *line.base_line;
        const int digits = static_cast<int>(refund_.decimals());
        const Decimal price = plan_.gross ? base.gross_price : base.net_price, total = plan_.gross ? base.gross_total : base.net_total;
        return price == line.price && (price.normalized() * base.quantity.normalized()).rounded(digits, Round::half_up) == total;
    }

    void write_freight(const MemoFreight& one, std::int64_t base_type, const Node& to) const {
        const Node from = refund_.booking()["freight"];
        put_whole(to["ExpenseCode"], one.code, from);
        put_number(to[plan_.gross ? "LineGross" : "LineTotal"], one.amount, from);
        if (!one.tax_code.empty()) put_code(to[settings_.tax_field], one.tax_code, 8, from);
        put_text(to["Remarks"], one.label, 254);
        if (!one.base) return;
        to["BaseDocType"].set(base_type);
        put_whole(to["BaseDocEntry"], one.base->id, to);
        to["BaseDocLine"].set(one.base_row->number);
    }

    void write_amount(const MemoAmount& one, const Node& to) const {
        const Node from = refund_.booking()["amounts"];
        put_text(to["ItemDescription"], fitted_line(one.label, 100), 100);
        put_code(to["AccountCode"], one.account, 15, from);
        // Without tax a line of services is known by its total, which is the company's currency's or the document's.
        put_number(to[plan_.gross ? "PriceAfterVAT" : head_.rate ? "RowTotalFC" : "LineTotal"], one.amount, from);
        if (!one.tax_code.empty()) put_code(to[settings_.tax_field], one.tax_code, 8, from);
        facts_.tax_codes.push_back(one.tax_code);
    }

    const Refund& refund_;
    const MemoPlan& plan_;
    const OrderChain* chain_;
    const MemoHead& head_;
    const MemoSettings& settings_;
    const Node& documents_;
    DocumentFacts& facts_;
    std::vector<Node> out_;
};

} // namespace

std::vector<MemoDocument> documents_of(const MemoPlan& plan, const std::optional<Decimal>& rate) {
    std::vector<MemoDocument> out;
    // A memo has one rate: lines of invoices with another one have a memo of their own.
    for (const MemoLine& line : plan.lines) {
        const std::optional<Decimal> own = line.rate ? line.rate : rate;
        auto same = std::find_if(out.begin(), out.end(), [&](const MemoDocument& one) { return one.rate == own; });
        if (same == out.end()) {
            out.emplace_back().rate = own;
            same = out.end() - 1;
        }
        same->lines.push_back(&line);
    }
    // Beside lines of its invoice, or else of the first.
    for (const MemoFreight& one : plan.freight) {
        const auto beside = std::find_if(out.begin(), out.end(), [&](const MemoDocument& goods) { return !one.base || goods.rate == (one.base->rate ? one.base->rate : rate); });
        if (beside != out.end()) beside->freight.push_back(&one);
    }
    if (!plan.of_down_payment.empty()) {
        MemoDocument& of_down_payment = out.emplace_back();
        of_down_payment.rate = rate;
        of_down_payment.base_type = 203;
        for (const MemoLine& line : plan.of_down_payment) of_down_payment.lines.push_back(&line);
        for (const MemoFreight& one : plan.freight_of_down_payment) of_down_payment.freight.push_back(&one);
    }
    if (!plan.amounts.empty()) {
        MemoDocument& services = out.emplace_back();
        services.rate = plan.rate_of_amounts ? plan.rate_of_amounts : rate;
        for (const MemoAmount& one : plan.amounts) services.amounts.push_back(&one);
    }
    return out;
}

DocumentForecast forecast_of(const MemoDocument& document, bool gross, int digits, bool by_line) {
    DocumentForecast forecast(gross, digits, by_line);
    for (const MemoLine* line : document.lines) { // the tax of a base line comes along
        if (line->base) forecast.add_line(line->amount, line->base_line->tax_code, line->base_line->tax_rate);
        else forecast.add_line(line->amount, line->tax_code, line->tax_rate);
    }
    for (const MemoFreight* charge : document.freight) forecast.add_freight(charge->amount, charge->tax_rate);
    for (const MemoAmount* amount : document.amounts) forecast.add_line(amount->amount, amount->tax_code, amount->tax_rate);
    return forecast;
}

std::string memo_key(const std::string& key, std::size_t number) { return number < 2 ? key : key + "+" + std::to_string(number); }

std::vector<Node> write_memos(const Refund& refund, const MemoPlan& plan, const OrderChain* chain, const MemoHead& head, const MemoSettings& settings, const Node& documents, DocumentFacts& document_facts) {
    return Writer(refund, plan, chain, head, settings, documents, document_facts).write();
}

} // namespace sapb1
