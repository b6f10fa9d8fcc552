#include "store/faults.hpp"

#include <algorithm>
#include <stdexcept>

namespace ledgerline::sandbox {

namespace {

struct KindName {
    std::string_view name;
    Fault::Kind kind;
};

constexpr KindName kinds[] = {
    {"rate_limited", Fault::Kind::rate_limited},
    {"overloaded", Fault::Kind::overloaded},
    {"server_error", Fault::Kind::server_error},
    {"truncated", Fault::Kind::truncated},
    {"html", Fault::Kind::html},
    {"slow", Fault::Kind::slow},
    {"no_answer", Fault::Kind::no_answer},
    {"cut_off", Fault::Kind::cut_off},
    {"stale_list", Fault::Kind::stale_list},
    {"touch_after_list", Fault::Kind::touch_after_list},
    {"tax_service", Fault::Kind::tax_service},
    {"edit_before_lines", Fault::Kind::edit_before_lines},
};

// Only where the store computes a refund does it ask its tax service.
bool is_refund(const std::string& method, const std::string& path) { return method == "POST" && path.find("/payment_actions/refund") != std::string::npos; }

Fault::Kind kind_of(const std::string& name) {
    std::string list;
    for (const KindName& known : kinds) {
        if (known.name == name) return known.kind;
        list += (list.empty() ? "" : ", ") + std::string(known.name);
    }
    throw std::invalid_argument("kind: \"" + name + "\" is none of: " + list);
}

} // namespace

Fault fault_from(const message::Value& value) {
    if (!value.is_object()) throw std::invalid_argument("a fault must be an object");
    Fault out;
    bool has_kind = false;
    for (const auto& [name, member] : *value.as_object()) {
        if (name == "kind") { out.kind = kind_of(member.text_or("")); has_kind = true; }
        else if (name == "requests") out.requests = member.int_or(0);
        else if (name == "method") out.method = member.text_or("");
        else if (name == "path") out.path = member.text_or("");
        else if (name == "status") out.status = static_cast<int>(member.int_or(0));
        else if (name == "executed") out.executed = member.bool_or(false);
        else if (name == "delay_ms") out.delay_ms = member.int_or(-1);
        else throw std::invalid_argument(name + ": unknown member of a fault; known are kind, requests, method, path, status, executed, delay_ms");
    }
    if (!has_kind) throw std::invalid_argument("kind: is missing");
    if (out.requests < 1) throw std::invalid_argument("requests: must be 1 or more");
    if (out.status < 500 || out.status > 599) throw std::invalid_argument("status: must be 500 to 599");
    if (out.delay_ms < 0 || out.delay_ms > 600'000) throw std::invalid_argument("delay_ms: must be 0 to 600000");
    return out;
}

std::vector<Fault> store::FaultPlan::take(const std::string& method, const std::string& path) {
    std::vector<Fault> met;
    for (Fault& fault : faults_) {
        if (!fault.method.empty() && fault.method != method) continue;
        if (path.find(fault.path) == std::string::npos) continue;
        if (fault.kind == Fault::Kind::tax_service && !is_refund(method, path)) continue;
        met.push_back(fault);
        --fault.requests;
    }
    std::erase_if(faults_, [](const Fault& fault) { return fault.requests < 1; });
    return met;
}

} // namespace ledgerline::sandbox
