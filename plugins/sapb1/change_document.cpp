#include "change_document.hpp"

#include "amount.hpp"
#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace sapb1 {

using namespace ledgerline;

namespace {

using Lines = std::map<std::string, Node>; // by the store's line id

Lines lines_of(const Node& document) {
    Lines lines;
    for (const Node line : document["DocumentLines"].elements_or_none()) lines.emplace(text_of(line[line_field]), line);
    return lines;
}

std::string json_or_none(const Node& node) { return node.is_missing() ? std::string() : std::string(node.json()); }

std::string named(const StandingLine& line) { return format("line {} ({})", line.id.empty() ? std::to_string(line.number) : line.id, line.item_code); }

// Of a line that came with an earlier part of the order, only the item and the quantity are known.
bool is_known_in_part(const Node& line) { return line["PriceAfterVAT"].is_missing() && line["UnitPrice"].is_missing(); }

bool is_same(const Node& before, const Node& now, std::string_view apart_from = {}) {
    const bool in_part = is_known_in_part(before);
    if (!in_part && before.count() != now.count()) return false;
    for (const Member member : now.members()) {
        if (member.name == apart_from || (in_part && member.name != "ItemCode" && member.name != "Quantity")) continue;
        if (json_or_none(before[member.name]) != json_or_none(member.value)) return false;
    }
    return true;
}

// SAP may reckon a price anew for another quantity, so these go along with whatever changes.
bool is_price(std::string_view name) { return name == "PriceAfterVAT" || name == "UnitPrice" || name == "DiscountPercent"; }

// What the change does not touch is not sent: people may have moved the line to another warehouse or corrected its tax code.
void write_changed_line(const Node& before, const Node& now, const Node& to) {
    const bool whole = is_known_in_part(before) || json_or_none(before["ItemCode"]) != json_or_none(now["ItemCode"]);
    for (const Member member : now.members())
        if (whole || is_price(member.name) || json_or_none(before[member.name]) != json_or_none(member.value)) to[member.name].copy_from(member.value);
    for (const char* text : {"FreeText", "ItemDetails"})
        if (now[text].is_missing() && !before[text].is_missing()) to[text].set_null();
}

// One line that stands and stays. Returns what SAP does not allow, "" if nothing.
std::string write_kept_line(const StandingLine& line, const Node& before, const Node& now, const Node& to) {
    to["LineNum"].set(line.number);
    if (is_same(before, now)) return {};
    const Decimal quantity = amount_of(now["Quantity"]).value_or(Decimal());
    if (line.taken.is_zero()) {
        const bool moves = json_or_none(before["WarehouseCode"]) != json_or_none(now["WarehouseCode"]) || json_or_none(before["ItemCode"]) != json_or_none(now["ItemCode"]);
        if (const std::string booked = text_of(before["WarehouseCode"]); moves && !booked.empty() && line.warehouse && *line.warehouse != booked)
            return format("{} was booked on warehouse {}, and people moved it to {}", named(line), booked, *line.warehouse);
        write_changed_line(before, now, to);
        return {};
    }
    if (!is_same(before, now, "Quantity")) return format("{}: {} of {} were delivered, so its item, price, tax and warehouse stay", named(line), line.taken.text(), line.quantity.text());
    if (quantity < line.taken) return format("{}: {} were delivered, the store has {} now", named(line), line.taken.text(), quantity.text());
    if (line.taken == line.quantity) return format("{}: all of its {} were delivered, the store has {} now", named(line), line.taken.text(), quantity.text());
    to["Quantity"].copy_from(now["Quantity"]);
    return {};
}

// Members that the new revision does not have any more are emptied.
void write_address(const Node& before, const Node& now, const Node& to) {
    to.set_json("{}");
    for (const Member member : before.members())
        if (now[member.name].is_missing()) to[member.name].set_null();
    for (const Member member : now.members())
        if (json_or_none(before[member.name]) != json_or_none(member.value)) to[member.name].copy_from(member.value);
}

// The address of one side ("ShipTo") as it was booked, but for what people made of it since; "" if they made nothing.
std::string edited_address(std::string_view side, const Node& before, const Node& now, const StandingOrder& standing) {
    bool differs = false;
    std::string edited;
    for (const Node& address : {before, now})
        for (const Member member : address.members()) {
            const std::string name(member.name);
            if (name.rfind(side, 0) != 0) continue;
            differs = differs || json_or_none(before[member.name]) != json_or_none(now[member.name]);
            const auto stands = standing.texts.find(name);
            if (stands != standing.texts.end() && stands->second != text_of(before[member.name]) && stands->second != text_of(now[member.name])) edited = name;
        }
    return differs ? edited : std::string();
}

void add(std::string& problems, const std::string& problem) {
    if (problem.empty()) return;
    if (!problems.empty()) problems += "; ";
    problems += problem;
}

void write_lines(const Lines& before, const Node& now_document, const StandingOrder& standing, const Node& to, Change& change) {
    const Lines now = lines_of(now_document);
    bool parts_stay = true;
    for (const StandingLine& line : standing.lines) {
        if (line.is_part) { // goes with its set
            if (parts_stay) to.append()["LineNum"].set(line.number);
            continue;
        }
        const auto stays = now.find(line.id);
        parts_stay = stays != now.end();
        if (stays != now.end()) {
            add(change.problem, write_kept_line(line, before.at(line.id), stays->second, to.append()));
            continue;
        }
        change.replaces = true;
        if (!line.taken.is_zero()) add(change.problem, format("{} is gone from the order, but {} of it were delivered", named(line), line.taken.text()));
    }
    for (const Node line : now_document["DocumentLines"].elements_or_none())
        if (before.count(text_of(line[line_field])) == 0) to.append().copy_from(line);
}

} // namespace

std::string edited_by_hand(const Previous& previous, const Node& booked, const StandingOrder& standing) {
    std::string found;
    const Lines lines = lines_of(booked);
    std::size_t known = 0;
    std::set<std::string> seen; // a row that people duplicate in SAP takes the line's id along
    for (const StandingLine& line : standing.lines) {
        if (line.is_part) continue;
        const auto sent = lines.find(line.id);
        if (line.id.empty() || sent == lines.end() || !seen.insert(line.id).second) {
            add(found, named(line) + " was added there");
            continue;
        }
        ++known;
        const std::string item = text_of(sent->second["ItemCode"]);
        const Decimal quantity = amount_of(sent->second["Quantity"]).value_or(Decimal());
        if (item != line.item_code) add(found, format("{} was booked on {}", named(line), item));
        else if (quantity != line.quantity) add(found, format("{} was booked with {}, and is {} there", named(line), quantity.text(), line.quantity.text()));
    }
    if (known < lines.size()) add(found, format("{} of its lines {} not there any more", lines.size() - known, lines.size() - known == 1 ? "is" : "are"));
    const auto amount = Decimal::try_parse(previous.amount);
    const auto total = standing.document ? standing.document->amount : std::nullopt;
    if (found.empty() && amount && total && *amount != *total) add(found, format("it was booked with {}, and comes to {} there", amount->text(2), total->text(2)));
    return found;
}

std::string fixed_difference(const Order& before, const Order& now) {
    const CustomerBooking was = before.booking().customer(), is = now.booking().customer();
    const bool same_customer = was.policy() == is.policy() && was.card_code() == is.card_code() && was.match_by() == is.match_by() && was.match_value() == is.match_value();
    std::string found;
    if (!same_customer) add(found, "it is booked to another customer now");
    if (before.currency() != now.currency()) add(found, format("its currency was {} and is {}", before.currency(), now.currency()));
    if (before.booking().price_mode() != now.booking().price_mode()) add(found, "its prices were booked in the other price mode");
    if (before.booking().branch() != now.booking().branch()) add(found, "it belongs to another branch now");
    return found;
}

Change write_change(const Node& booked, const Node& now, const StandingOrder& standing, const Node& to) {
    Change change;
    to.set_json("{}");
    if (json_or_none(booked["DocumentLines"]) != json_or_none(now["DocumentLines"])) {
        change.is_empty = false;
        write_lines(lines_of(booked), now, standing, to["DocumentLines"], change);
    }
    if (json_or_none(booked["DocumentAdditionalExpenses"]) != json_or_none(now["DocumentAdditionalExpenses"])) {
        change.is_empty = false;
        change.replaces = true;
        if (standing.is_begun()) add(change.problem, "its freight changed, and it is delivered in part");
        if (now["DocumentAdditionalExpenses"].is_missing()) to["DocumentAdditionalExpenses"].set_json("[]");
        else to["DocumentAdditionalExpenses"].copy_from(now["DocumentAdditionalExpenses"]);
    }
    if (json_or_none(booked["AddressExtension"]) != json_or_none(now["AddressExtension"])) {
        change.is_empty = false;
        for (const char* side : {"ShipTo", "BillTo"})
            if (const std::string edited = edited_address(side, booked["AddressExtension"], now["AddressExtension"], standing); !edited.empty())
                add(change.problem, "people changed its address there (" + edited + "), and it is another in the store now");
        write_address(booked["AddressExtension"], now["AddressExtension"], to["AddressExtension"]);
    }
    for (const char* name : {"Comments", "NumAtCard"}) {
        if (json_or_none(booked[name]) == json_or_none(now[name])) continue;
        change.is_empty = false;
        const auto stands = standing.texts.find(name);
        if (stands != standing.texts.end() && stands->second != text_of(booked[name]) && stands->second != text_of(now[name]))
            add(change.problem, format("people wrote into its {} there, which would be another now", name));
        if (now[name].is_missing()) to[name].set_null();
        else to[name].copy_from(now[name]);
    }
    return change;
}

} // namespace sapb1
