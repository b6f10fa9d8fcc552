#include "order_cut.hpp"

#include "document_cells.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <map>

namespace sapb1 {

using namespace ledgerline;
using reckoning::DocumentForecast;

namespace {

Decimal rounded(const Decimal& amount, int digits) { return amount.rounded(digits, Round::half_up).normalized(); }

// By LineNum; a line may be cut for several lines of the refund.
struct Cut {
    Decimal quantity, wanted;
};

class Cutter {
public:
    Cutter(const ChainDocument& order, const MemoPlan& plan, int digits, bool by_line) : order_(order), plan_(plan), digits_(digits), by_line_(by_line) {
        out_.wanted = forecast_of_cut(plan, digits, by_line).total();
        for (const LineCut& one : plan.cuts) {
            Cut& cut = cuts_[one.line->number];
            cut.quantity += one.quantity;
            cut.wanted += with_tax(one.amount, one.tax_rate);
        }
    }

    OrderCut write(const Node& to) {
        for (const LineCut& one : plan_.cuts)
            for (const SetPart& part : order_.parts)
                if (part.set == one.line->number && cuts_[one.line->number].quantity < one.line->quantity)
                    out_.problem = format("{} is a sales set, and SAP Business One does not take units off its parts", one.line->item_code);
        if (is_whole()) {
            out_.step = plan_.cut_counts ? OrderCut::Step::cancel : OrderCut::Step::close;
            out_.fall = order_.total;
            if (out_.fall != out_.wanted) out_.bridge = format("; its lines would all go, and with them charges or lines of {}", (out_.fall - out_.wanted).text(2));
            return out_;
        }
        to.set_json("{}");
        // Rows that are not named go then, of every collection that is sent.
        out_.replaces = std::any_of(order_.lines.begin(), order_.lines.end(), [&](const ChainLine& line) { return goes(line.number); }) ||
                        std::any_of(order_.freight.begin(), order_.freight.end(), [&](const ChainFreight& row) { return left_of(row) <= Decimal() && !amount_of(row).is_zero(); });
        if (!cuts_.empty()) write_lines(to["DocumentLines"]);
        if (!plan_.freight_cuts.empty()) write_freight(to["DocumentAdditionalExpenses"]);
        return out_;
    }

private:
    // Of one amount in the price mode.
    Decimal with_tax(const Decimal& amount, const Decimal& rate) const {
        DocumentForecast one(plan_.gross, digits_, true);
        one.add_freight(amount, rate);
        return one.total();
    }

    // What stays of a line, in the price mode.
    Decimal left_of(const ChainLine& line) const {
        const auto cut = cuts_.find(line.number);
        if (cut == cuts_.end()) return plan_.gross ? line.gross_total : line.net_total;
        if (goes(line.number)) return Decimal();
        return rounded((line.quantity - cut->second.quantity).normalized() * (plan_.gross ? line.gross_price : line.net_price).normalized(), digits_);
    }

    // Where tax is rounded for the whole document, it does not fall by what the lines had.
    Decimal fall_of_document() const {
        DocumentForecast before(false, digits_, false), after(false, digits_, false);
        for (const ChainLine& line : order_.lines) {
            before.add_line(line.net_total, line.tax_code, line.tax_rate);
            after.add_line(left_of(line), line.tax_code, line.tax_rate);
        }
        return before.total() - after.total();
    }

    // Nothing was taken of it and nothing is left.
    bool is_whole() const {
        return !cuts_.empty() && std::all_of(order_.lines.begin(), order_.lines.end(), [&](const ChainLine& line) {
            const auto cut = cuts_.find(line.number);
            return cut != cuts_.end() && line.open == line.quantity && cut->second.quantity == line.quantity;
        });
    }

    bool goes(std::int64_t number) const {
        const auto cut = cuts_.find(number);
        const ChainLine* line = order_.line(number);
        return cut != cuts_.end() && line && line->open == line->quantity && cut->second.quantity == line->quantity;
    }

    void note(const std::string& what, const Decimal& fall, const Decimal& wanted) {
        out_.fall += fall;
        if (fall != wanted) out_.bridge += format("; {}: the order falls by {}, the refund says {}", what, fall.text(2), wanted.text(2));
    }

    void write_lines(const Node& to) {
        for (const ChainLine& line : order_.lines) {
            const auto cut = cuts_.find(line.number);
            if (cut == cuts_.end() || goes(line.number)) {
                if (cut != cuts_.end()) note(line.item_code, line.gross_total, cut->second.wanted);
                else if (out_.replaces) keep(line.number, to);
                continue;
            }
            const Decimal quantity = (line.quantity - cut->second.quantity).normalized();
            const Node row = to.append();
            row["LineNum"].set(line.number);
            put_number(row["Quantity"], quantity, row);
            // SAP may reckon a price anew for another quantity.
            put_price(row, plan_.gross, plan_.gross ? line.gross_price : line.net_price, row);
            note(line.item_code, (line.gross_total - with_tax(left_of(line), line.tax_rate)).normalized(), cut->second.wanted);
            if (out_.replaces) keep_parts(line.number, to);
        }
        if (!plan_.gross && !by_line_) out_.fall = fall_of_document();
    }

    void keep(std::int64_t number, const Node& to) const {
        to.append()["LineNum"].set(number);
        keep_parts(number, to);
    }
    void keep_parts(std::int64_t set, const Node& to) const {
        for (const SetPart& part : order_.parts)
            if (part.set == set) to.append()["LineNum"].set(part.number);
    }

    // What is to go of a row, and what stays of it.
    Decimal amount_of(const ChainFreight& row) const {
        Decimal sum;
        for (const FreightCut& one : plan_.freight_cuts)
            if (one.row == &row) sum += one.amount;
        return sum;
    }
    Decimal left_of(const ChainFreight& row) const { return ((plan_.gross ? row.gross() : row.net) - amount_of(row)).normalized(); }

    // The rows are sent whole: SAP knows them by their place alone.
    void write_freight(const Node& to) {
        to.set_json("[]");
        for (const ChainFreight& row : order_.freight) {
            const Decimal left = left_of(row);
            for (const FreightCut& one : plan_.freight_cuts) {
                if (one.row != &row) continue;
                note("charge " + row.code, plan_.gross ? one.amount : rounded(row.gross() - with_tax(left, one.tax_rate), digits_), with_tax(one.amount, one.tax_rate));
            }
            if (left.is_negative()) out_.problem = format("charge {} is {} on the order, less than is to be given back", row.code, (plan_.gross ? row.gross() : row.net).text(2));
            if (left.is_zero() || left.is_negative()) continue;
            const Node kept = to.append();
            kept["LineNum"].set(row.number);
            kept["ExpenseCode"].set(Decimal::parse(row.code).units());
            put_number(kept[plan_.gross ? "LineGross" : "LineTotal"], left, kept);
        }
    }

    const ChainDocument& order_;
    const MemoPlan& plan_;
    int digits_;
    bool by_line_;
    std::map<std::int64_t, Cut> cuts_;
    OrderCut out_;
};

} // namespace

DocumentForecast forecast_of_cut(const MemoPlan& plan, int digits, bool by_line) {
    DocumentForecast forecast(plan.gross, digits, by_line);
    for (const LineCut& one : plan.cuts) forecast.add_line(one.amount, one.line->tax_code, one.tax_rate);
    for (const FreightCut& one : plan.freight_cuts) forecast.add_freight(one.amount, one.tax_rate);
    return forecast;
}

OrderCut write_cut(const ChainDocument& order, const MemoPlan& plan, int digits, bool by_line, const Node& to) { return Cutter(order, plan, digits, by_line).write(to); }

} // namespace sapb1
