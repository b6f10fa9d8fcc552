#include "store/refund_faults.hpp"

#include <stdexcept>
#include <utility>

namespace ledgerline::sandbox {

namespace {

using Kind = RefundFault::Kind;

constexpr std::pair<std::string_view, Kind> kinds[] = {{"declined", Kind::declined}, {"pending", Kind::pending}, {"late", Kind::late}, {"at_once", Kind::at_once}};

} // namespace

RefundFault refund_fault_from(const message::Value& value) {
    if (!value.is_object()) throw std::invalid_argument("a fault must be an object");
    RefundFault out;
    bool has_kind = false;
    for (const auto& [name, member] : *value.as_object()) {
        if (name == "payments") out.payments = member.int_or(-1);
        else if (name == "provider") out.provider = member.text_or("");
        else if (name == "message") out.message = member.text_or("");
        else if (name == "delay_ms") out.delay_ms = member.int_or(-1);
        else if (name == "kind") {
            for (const auto& [word, kind] : kinds)
                if (member.text_or("") == word) out.kind = kind, has_kind = true;
        } else throw std::invalid_argument(name + ": unknown member of a fault of refunds; known are kind, payments, provider, message, delay_ms");
    }
    if (!has_kind) throw std::invalid_argument("kind: must be declined, pending, late or at_once");
    if (out.payments < 0) throw std::invalid_argument("payments: must be 0 or more");
    if (out.delay_ms < 0 || out.delay_ms > 2'678'400'000) throw std::invalid_argument("delay_ms: must be 0 to 2678400000");
    return out;
}

std::vector<RefundFault> store::RefundFaults::take(const std::string& provider) {
    std::vector<RefundFault> met;
    for (RefundFault& fault : faults_) {
        if (!fault.provider.empty() && fault.provider != provider) continue;
        met.push_back(fault);
        if (fault.payments > 0 && --fault.payments == 0) fault.payments = -1; // used up
    }
    std::erase_if(faults_, [](const RefundFault& fault) { return fault.payments < 0; });
    return met;
}

} // namespace ledgerline::sandbox
