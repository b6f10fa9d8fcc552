#include "returns.hpp"

#include "complaints.hpp"
#include "reading.hpp"

#include <fmt/format.h>

namespace ledgerline::simulation {
namespace {

using message::Value;
namespace state = store::message_state;

class Checker : Complaints {
public:
    Checker(const World& world, store::UnitOfWork& unit, const Parcels& parcels, ReturnsSeen& seen) : world_(world), unit_(unit), parcels_(parcels), seen_(seen) {}

    std::vector<std::string> run() {
        for (const auto& [id, parcel] : parcels_) check_parcel(parcel);
        receipts_are_of_parcels();
        returns_of_sap_count();
        nothing_else_moves_stock();
        return std::move(found_);
    }

private:
    static std::string key_of(const std::string& id) { return "return:returns:" + id; }

    void check_parcel(const Parcel& opened) {
        const intake::EnteredReturn& parcel = opened.entry;
        ++seen_.entered;
        const auto newest = unit_.messages().newest("returns", "return", parcel.id);
        if (!newest) return complain("I19: return {} was taken and is not there", parcel.id);
        const auto receipts = world_.company().objects_with("InventoryGenEntries", "U_LL_Key", key_of(parcel.id));
        if (receipts.size() > 1) complain("I19: return {} has {} goods receipts", parcel.id, receipts.size());
        if (newest->state == state::delivered) return check_received(opened, receipts);
        const auto row = unit_.outbox().by_key(key_of(parcel.id));
        const bool is_doubtful = row && row->state == store::outbox_state::settled;
        if (!receipts.empty() && !is_doubtful) complain("I19: return {} is {}, and its goods are in stock", parcel.id, newest->state);
        if (newest->state == state::settled) {
            ++seen_.settled;
        } else if (newest->state == state::held) {
            ++seen_.held;
            const auto exception = unit_.exceptions().open_of_message(newest->id);
            if (!exception || exception->team.empty()) complain("I19: return {} is held, and nobody knows", parcel.id);
        } else {
            complain("I19: return {} is {} although everything is quiet", parcel.id, newest->state);
        }
    }

    void check_received(const Parcel& parcel, const std::vector<Value>& receipts) {
        std::map<std::string, Decimal> wanted, there; // by item and warehouse
        for (const intake::EnteredLine& line : parcel.entry.lines) {
            wanted[parcel.skus.at(line.line_id) + (line.sellable ? " in 01" : " in SCRAP")] += Decimal::parse(line.quantity);
            ++(line.sellable ? seen_.received : seen_.scrapped);
        }
        for (const Value& receipt : receipts)
            for (const Value& line : rows_in(receipt["DocumentLines"])) there[line["ItemCode"].text_or("") + " in " + line["WarehouseCode"].text_or("")] += number(line["Quantity"]);
        if (wanted != there) complain("I19: return {} is done, and {} of its goods are not in stock as they were entered", parcel.entry.id, wanted.size());
    }

    void receipts_are_of_parcels() {
        for (const Value& receipt : all_of(world_.company(), "InventoryGenEntries")) {
            const std::string key = receipt["U_LL_Key"].text_or("");
            if (key.rfind("return:returns:", 0) != 0 || parcels_.count(key.substr(15)) == 0) complain("I19: goods receipt {} with the key {} is of nothing that was entered", receipt["DocNum"].text_or(""), key);
        }
    }

    void returns_of_sap_count() {
        for (const Value& back : all_of(world_.company(), "Returns")) {
            if (back["CancelStatus"].text_or("csNo") == "csCancellation") continue; // what reverses a return is none
            const std::string id = back["DocEntry"].text_or("");
            const bool is_cancelled = is_void(back);
            ++(is_cancelled ? seen_.cancelled_in_sap : seen_.in_sap);
            const auto newest = unit_.messages().newest("erp/returns", "return", id);
            if (!newest) {
                if (!is_cancelled) complain("I20: return {} of SAP was never received", id);
                continue;
            }
            const bool counts = newest->state == state::applied;
            if (!counts && newest->state != state::settled && !unit_.exceptions().open_of_message(newest->id)) complain("I20: return {} of SAP is {}, and nobody knows", id, newest->state);
            Decimal wanted, counted;
            if (!is_cancelled && counts)
                for (const Value& line : rows_in(back["DocumentLines"])) wanted += number(line["Quantity"]);
            for (const auto& row : unit_.returned().of_return("erp/returns", id)) counted += Decimal::parse(row.units);
            if (counts && counted != wanted) complain("I20: of return {} of SAP {} units count, and {} came back", id, counted.text(), wanted.text());
        }
    }

    void nothing_else_moves_stock() {
        const Value products = world_.shop().products();
        for (const Value& product : rows_in(products)) {
            Decimal by_memos;
            for (const auto& change : world_.company().stock_ledger(product["sku"].text_or("")))
                if (change.entity_set == "CreditNotes") by_memos += change.in_stock;
            if (!by_memos.is_zero()) complain("I19: credit memos put {} of {} into stock", by_memos.text(), product["sku"].text_or(""));
        }
    }

    const World& world_;
    store::UnitOfWork& unit_;
    const Parcels& parcels_;
    ReturnsSeen& seen_;
};

} // namespace

void ReturnsSeen::add(const ReturnsSeen& other) {
    for (const auto count : {&ReturnsSeen::entered, &ReturnsSeen::received, &ReturnsSeen::scrapped, &ReturnsSeen::held, &ReturnsSeen::settled, &ReturnsSeen::in_sap, &ReturnsSeen::cancelled_in_sap}) this->*count += other.*count;
}

std::string ReturnsSeen::told() const {
    return fmt::format("returns: {} entered ({} lines for sale, {} scrapped, {} held, {} settled by people), {} stand in SAP, {} cancelled there", entered, received, scrapped, held, settled, in_sap, cancelled_in_sap);
}

bool ReturnsSeen::all_happened() const { return received != 0 && scrapped != 0 && held != 0 && in_sap != 0 && cancelled_in_sap != 0; }

std::size_t keys_of_returns(const World& world, store::UnitOfWork& unit) {
    std::size_t keys = 0;
    for (const char* in : {"held", "delivered", "settled", "dropped"})
        for (const auto& message : unit.messages().in_state(in, 100'000))
            if (message.source == "returns" && !world.company().find("U_LEDGERLINE", "return:returns:" + message.source_key).is_null()) ++keys;
    return keys;
}

std::vector<std::string> violations_of_returns(const World& world, store::UnitOfWork& unit, const Parcels& parcels, ReturnsSeen& seen) { return Checker(world, unit, parcels, seen).run(); }

} // namespace ledgerline::simulation
