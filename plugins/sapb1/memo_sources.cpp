#include "memo_sources.hpp"

#include "memo_plan.hpp"

#include <algorithm>

namespace sapb1 {

using namespace ledgerline;

namespace {

void add(std::vector<Source>& sources, Place place, const ChainLine& order_line, const ChainDocument& document, const ChainLine& line, const Decimal& left) {
    if (left > Decimal()) sources.push_back({place, &order_line, &document, &line, left});
}

void add_sources(const OrderChain& chain, const ChainLine& order_line, std::vector<Source>& sources) {
    Decimal elsewhere;
    for (const ChainDocument& invoice : chain.invoices)
        for (const ChainLine& line : invoice.lines) {
            if (chain.origin(line.base) != &order_line) continue;
            elsewhere += line.quantity;
            if (invoice.closed) add(sources, Place::closed_invoice, order_line, invoice, line, line.quantity);
            else add(sources, Place::open_invoice, order_line, invoice, line, line.open);
        }
    for (const ChainDocument& delivery : chain.deliveries)
        for (const ChainLine& line : delivery.lines) {
            if (chain.origin(line.base) != &order_line) continue;
            const Decimal left = delivery.closed ? Decimal() : line.open;
            elsewhere += left;
            add(sources, Place::delivery, order_line, delivery, line, left);
        }
    const Decimal open = chain.order.closed || chain.order.cancelled ? Decimal() : order_line.open;
    add(sources, Place::open_order, order_line, chain.order, order_line, open);
    // Also with nothing left: the line is there.
    sources.push_back({Place::gone, &order_line, &chain.order, &order_line, std::max(Decimal(), order_line.quantity - elsewhere - open)});
}

void reduce(Source& source, Decimal& taken) {
    const Decimal part = std::min(source.left, taken);
    source.left -= part;
    taken -= part;
}

} // namespace

Credited::Credited(const OrderChain& chain, const std::vector<ChainDocument>& memos) {
    for (const ChainDocument& memo : memos) {
        if (memo.cancelled || !is_of_order(memo, chain)) continue;
        bool counts = false;
        for (const ChainLine& line : memo.lines) {
            if (line.base.type == 13) {
                of_invoices_[{line.base.entry, line.base.line}] += line.quantity;
            } else if (line.base.type != -1 || line.item_code.empty()) {
                continue; // of a down payment or a return: its order line is shorter, or gone
            } else if (!line.store_line.empty()) {
                of_lines_[line.store_line] += line.quantity;
            } else {
                of_items_[line.item_code] += line.quantity;
            }
            counts = true;
        }
        if (counts) numbers_.push_back(memo.number);
    }
}

void Credited::take_off(std::vector<Source>& sources, const std::string& line_id, const std::string& item_code) const {
    for (Source& source : sources) {
        if (source.place != Place::closed_invoice) continue; // what is open of others SAP counts itself
        const auto based = of_invoices_.find({source.document->id, source.line->number});
        if (based == of_invoices_.end()) continue;
        Decimal taken = based->second;
        reduce(source, taken);
    }
    Decimal taken;
    if (const auto own = of_lines_.find(line_id); own != of_lines_.end()) taken += own->second;
    if (const auto item = of_items_.find(item_code); item != of_items_.end()) taken += item->second;
    for (const Place place : {Place::closed_invoice, Place::delivery, Place::open_invoice, Place::gone, Place::open_order})
        for (Source& source : sources)
            if (source.place == place) reduce(source, taken);
}

std::vector<NeverLeft> never_left(const Refund& refund, const std::vector<ChainDocument>& memos, bool order_lost) {
    std::map<std::string, Decimal> by_line, by_item;
    std::vector<NeverLeft> out;
    for (const ChainDocument& memo : memos)
        for (const ChainLine& line : memo.lines) {
            // A down payment that was drawn is not credited, so of what it bears nothing was delivered.
            if (line.base.type == 203) order_lost = true;
            else (line.store_line.empty() ? by_item[line.item_code] : by_line[line.store_line]) += line.quantity;
        }
    if (!order_lost) return out;
    for (const RefundLineBooking line : refund.booking().lines()) {
        Decimal left = line.quantity();
        for (Decimal* credited : {&by_line[std::string(line.line_id())], &by_item[std::string(line.item_code())]}) {
            const Decimal part = std::min(left, *credited);
            left -= part;
            *credited -= part;
        }
        if (!left.is_zero()) out.push_back({std::string(line.line_id()), left.normalized()});
    }
    return out;
}

std::string Credited::numbers() const {
    std::string out;
    for (const std::string& number : numbers_) out += (out.empty() ? "" : ", ") + number;
    return out;
}

std::vector<Source> sources_of(const OrderChain& chain, const std::string& line_id, const std::string& item_code) {
    std::vector<Source> sources;
    bool named = false;
    for (const ChainLine& line : chain.order.lines) named = named || !line.store_line.empty();
    for (const ChainLine& line : chain.order.lines)
        if (named ? line.store_line == line_id : line.item_code == item_code) add_sources(chain, line, sources);
    return sources;
}

} // namespace sapb1
