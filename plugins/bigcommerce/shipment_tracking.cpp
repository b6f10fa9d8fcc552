#include "shipment_tracking.hpp"

#include "note_lines.hpp"
#include "order_mapper.hpp"
#include "placeholders.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <array>

namespace bigcommerce {

using ledgerline::Config;
using ledgerline::ConfigRow;
using ledgerline::Parcel;
using ledgerline::Shipment;

namespace {

constexpr std::size_t number_bytes_max = 50;
constexpr std::size_t link_bytes_max = 500;
constexpr std::size_t comment_bytes_max = 4'000; // of the ERP's remark: parcels and mark must have room

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_provider(std::string_view name) {
    static constexpr std::array<std::string_view, 12> known{"", "auspost", "canadapost", "endicia", "usps", "fedex", "royalmail", "ups", "upsready", "upsonline", "shipperhq", "custom"};
    if (std::find(known.begin(), known.end(), name) != known.end()) return true;
    constexpr std::string_view own = "carrier_";
    return name.size() > own.size() && name.substr(0, own.size()) == own && name.find_first_not_of("0123456789", own.size()) == std::string_view::npos;
}

// What is wanted of a shipment; "" = nothing is known, leave it.
struct Wanted {
    std::string number, link;
    Carriers::Names names;
    std::string further; // lines of the comments
};

std::string carrier_of(const Shipment& delivery, const Parcel& parcel) { return std::string(parcel.carrier().empty() ? delivery.carrier() : parcel.carrier()); }

Wanted wanted_of(const Shipment& delivery, const Carriers& carriers) {
    Wanted out;
    bool first = true;
    for (const Parcel parcel : delivery.tracking()) {
        const std::string carrier = carrier_of(delivery, parcel);
        if (first && parcel.number().size() <= number_bytes_max) {
            out.number = parcel.number();
            if (parcel.link().size() <= link_bytes_max) out.link = parcel.link();
            out.names = carriers.of({parcel.carrier(), delivery.carrier(), delivery.service()});
        } else {
            std::string line = "Further parcel:";
            for (const std::string_view part : {std::string_view(carrier), parcel.number(), parcel.link()})
                if (!part.empty()) line += " " + std::string(part);
            append_line(out.further, line);
        }
        first = false;
    }
    return out;
}

// The lines that are not there yet; what people wrote stays.
std::string with_lines(std::string comments, std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        append_line(comments, lines.substr(0, end));
        if (end == std::string_view::npos) break;
        lines.remove_prefix(end + 1);
    }
    return comments;
}

// Not inside a character.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xc0) == 0x80) --bytes_max;
    return text.substr(0, bytes_max);
}

} // namespace

Carriers::Carriers(const Config& config, std::string_view field) {
    for (const ConfigRow& row : config.rows(field)) {
        Names names{row.text_or("provider", ""), row.text_or("tracking_carrier", "")};
        if (names.provider.empty() && names.tracking_carrier.empty()) config.refuse(row.problem("carrier", "\"{}\" gets neither a provider nor a tracking_carrier", row.text("carrier")));
        if (!is_provider(names.provider))
            config.refuse(row.problem("provider", "\"{}\" is no shipping provider of the store (auspost, canadapost, endicia, usps, fedex, royalmail, ups, upsready, upsonline, shipperhq, "
                                                  "carrier_ and a number, or nothing)", names.provider));
        if (!names_.emplace(lower(row.text("carrier")), std::move(names)).second) config.refuse(row.problem("carrier", "\"{}\" is listed twice", row.text("carrier")));
    }
}

Carriers::Names Carriers::of(std::initializer_list<std::string_view> words) const {
    for (const std::string_view word : words)
        if (const auto known = names_.find(lower(word)); known != names_.end()) return known->second;
    return {};
}

Mark::Mark(const Config& config, std::string_view field) : pattern_(config.text(field)) {
    if (const std::string unknown = unknown_placeholder(pattern_, {"number", "id"}); !unknown.empty())
        config.refuse(config.problem(field, "{} in \"{}\" is not known; known are {{number} and {{id}", unknown, pattern_));
    if (pattern_.find("{id}") == std::string::npos)
        config.refuse(config.problem(field, "\"{}\" has no {{id}: a shipment is found again by it, and two deliveries may have the same number", pattern_));
    if (pattern_.find('\n') != std::string::npos || pattern_.size() > 500) config.refuse(config.problem(field, "it must be one line of at most 500 bytes"));
}

std::string Mark::of(const Shipment& delivery) const { return filled(pattern_, {{"number", delivery.number()}, {"id", delivery.id()}}); }

void write_tracking(const Shipment& delivery, const Carriers& carriers, const std::string& mark, const Node& body) {
    const Wanted wanted = wanted_of(delivery, carriers);
    body["tracking_number"].set(wanted.number);
    if (!wanted.link.empty()) body["tracking_link"].set(wanted.link);
    if (!delivery.service().empty()) body["shipping_method"].set(delivery.service());
    // Said even where there is none: without it the store writes "custom" there.
    body["shipping_provider"].set(wanted.names.provider);
    body["tracking_carrier"].set(wanted.names.tracking_carrier);
    std::string comments(cut(delivery.comment(), comment_bytes_max));
    append_line(comments, mark); // before the parcels: it must have room
    body["comments"].set(with_lines(std::move(comments), wanted.further));
}

void write_changed_tracking(const Shipment& delivery, const Carriers& carriers, const std::string& mark, const Node& standing, const Node& body) {
    const Wanted wanted = wanted_of(delivery, carriers);
    const auto set = [&](const char* name, const std::string& value) {
        if (!value.empty() && text_in(standing[name]) != value) body[name].set(value);
    };
    set("tracking_number", wanted.number);
    set("tracking_link", wanted.link);
    set("shipping_provider", wanted.names.provider);
    set("tracking_carrier", wanted.names.tracking_carrier);
    std::string comments(text_in(standing["comments"]));
    append_line(comments, mark);
    set("comments", with_lines(std::move(comments), wanted.further));
}

} // namespace bigcommerce
