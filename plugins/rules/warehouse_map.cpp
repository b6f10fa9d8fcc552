#include "warehouse_map.hpp"

#include "places.hpp"

#include <map>
#include <set>

namespace rules {

using namespace ledgerline;

namespace {

// Postal codes are written with and without blanks, and in both cases.
std::string plain_postcode(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

} // namespace

WarehouseMap::WarehouseMap(const Config& config) : otherwise_(config.text("default")) {
    for (const ConfigRow& row : config.rows("map")) {
        Row out{row.text_or("country", ""), row.text_or("state", ""), plain_postcode(row.text_or("postcode", "")), row.text_or("method", ""),
                row.text_or("channel", ""), row.text_or("item", ""), row.text_or("warehouse", "")};
        if (fits_no_country(out.country)) config.refuse(row.problem("country", fits_no_country_text, out.country));
        if (out.warehouse.empty()) config.refuse(row.problem("warehouse", "is empty; write the ERP's warehouse code"));
        rows_.push_back(std::move(out));
    }
}

std::string WarehouseMap::Destination::text() const {
    std::string out;
    for (const std::string* part : {&country, &state, &postcode, &method})
        if (!part->empty()) out += (out.empty() ? "" : ", ") + *part;
    return out;
}

bool WarehouseMap::Row::fits(const Destination& to, std::string_view channel_id, std::string_view item_code) const {
    if (!country.empty() && country != to.country) return false;
    if (!state.empty() && state != to.state) return false;
    if (plain_postcode(to.postcode).compare(0, postcode.size(), postcode) != 0) return false;
    if (!method.empty() && method != to.method) return false;
    return (channel.empty() || channel == channel_id) && (item.empty() || item == item_code);
}

const WarehouseMap::Row* WarehouseMap::find(const Destination& to, std::string_view channel, std::string_view item) const {
    for (const Row& row : rows_)
        if (row.fits(to, channel, item)) return &row;
    return nullptr;
}

Verdict WarehouseMap::apply(Order order) {
    std::map<std::string, Destination> destinations;
    for (const Consignment consignment : order.consignments()) {
        const Address address = consignment.address();
        destinations[std::string(consignment.id())] = {country_of(address), std::string(address.state()), std::string(address.postcode()), std::string(consignment.method())};
    }
    std::set<std::string> told; // one reason for each destination, not one for each line
    for (const OrderLine line : order.lines()) {
        LineBooking booking = line.booking();
        if (booking.omitted() || booking.posted() || booking.item_code().empty()) continue;
        const auto found = destinations.find(std::string(line.consignment_id()));
        const bool is_sent = found != destinations.end();
        const Destination to = is_sent ? found->second : Destination();
        if (const Row* row = find(to, order.channel().id(), booking.item_code())) {
            booking.set_warehouse(row->warehouse);
        } else if (!otherwise_.empty()) {
            booking.set_warehouse(otherwise_);
        } else if (is_sent && told.insert(to.text()).second) {
            // What is not sent leaves no warehouse: the ERP's default will do.
            explain("MAP_ENTRY_MISSING", format("No warehouse is mapped for what goes to {} (line {}, item {})", to.text(), line.id(), booking.item_code()), line.node(),
                    facts().subject("warehouse:" + to.text()).add("country", to.country).add("state", to.state).add("postcode", to.postcode).add("method", to.method)
                        .add("channel", order.channel().id()).add("item", booking.item_code()));
        }
    }
    return told.empty() ? pass() : hold();
}

} // namespace rules
