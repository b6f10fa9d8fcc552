#include "b1/activity.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

bool within(const std::string& date, const std::string& from, const std::string& to) {
    return (from.empty() || from <= date) && (to.empty() || date <= to);
}

} // namespace

void couple_activity(Record& master_data, const Record& sent) {
    const bool valid_sent = sent.has("Valid"), frozen_sent = sent.has("Frozen");
    if (valid_sent == frozen_sent) return;
    const bool dated = sent.has("ValidFrom") || sent.has("ValidTo") || sent.has("FrozenFrom") || sent.has("FrozenTo");
    if (dated) return;
    if (valid_sent) master_data.set("Frozen", sent.yes("Valid") ? "tNO" : "tYES");
    else master_data.set("Valid", sent.yes("Frozen") ? "tNO" : "tYES");
}

bool active_on(const Record& master_data, const std::string& date, const CompanySettings& settings) {
    if (master_data.yes("Frozen") && within(date, master_data.text("FrozenFrom"), master_data.text("FrozenTo"))) return false;
    if (master_data.yes("Valid")) return within(date, master_data.text("ValidFrom"), master_data.text("ValidTo"));
    // Blocked in another range only, or neither flag: such records are old ones that stay usable.
    return settings.neither_valid_nor_frozen_is_active || master_data.yes("Frozen");
}

} // namespace ledgerline::sandbox::b1
