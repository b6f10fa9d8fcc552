#include "order_cut.hpp"

#include "document_cells.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <map>

namespace sapb1 {

using namespace ledgerline;

namespace {

Decimal rounded(const Decimal& amount, int digits) { return amount.rounded(digits, Round::half_up).normalized(); }
Decimal with_tax(const Decimal& net, const Decimal& rate, int digits) {
    return rounded(net + (net.normalized() * rate.normalized()).normalized().divided(Decimal(100), digits, Round::half_up), digits);
}

// By LineNum; a line may be cut for several lines of the refund.
struct Cut {
    Decimal quantity, wanted;
};

class Cutter {
public:
    Cutter(const ChainDocument& order, const MemoPlan& plan, int digits) : order_(order), plan_(plan), digits_(digits) {
        for (const LineCut& one : plan.cuts) {
            Cut& cut = cuts_[one.line->number];
            cut.quantity += one.quantity;
            cut.wanted += plan.gross ? one.amount : with_tax(one.amount, one.tax_rate, digits);
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
            for (const auto& [number, cut] : cuts_) out_.wanted += cut.wanted;
            for (const FreightCut& one : plan_.freight_cuts) out_.wanted += wanted(one);
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
    Decimal wanted(const FreightCut& one) const { return plan_.gross ? one.amount : with_tax(one.amount, one.tax_rate, digits_); }

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
        out_.wanted += wanted;
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
            const Decimal left = plan_.gross ? rounded(quantity * line.gross_price.normalized(), digits_) : with_tax(rounded(quantity * line.net_price.normalized(), digits_), line.tax_rate, digits_);
            note(line.item_code, (line.gross_total - left).normalized(), cut->second.wanted);
            if (out_.replaces) keep_parts(line.number, to);
        }
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
                note("charge " + row.code, plan_.gross ? one.amount : rounded(row.gross() - with_tax(left, one.tax_rate, digits_), digits_), wanted(one));
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
    std::map<std::int64_t, Cut> cuts_;
    OrderCut out_;
};

} // namespace

OrderCut write_cut(const ChainDocument& order, const MemoPlan& plan, int digits, const Node& to) { return Cutter(order, plan, digits).write(to); }

} // namespace sapb1
