#include "plugin/operation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace ledgerline::plugin {

std::string operation_name(ll_operation operation) {
    switch (operation) {
    case 0: return "the creation of a component";
    case LL_APPLY: return "APPLY";
    case LL_POLL: return "POLL";
    case LL_RECEIVE: return "RECEIVE";
    case LL_DELIVER: return "DELIVER";
    case LL_PROBE: return "PROBE";
    case LL_LIST: return "LIST";
    case LL_PREPARE: return "PREPARE";
    default: return fmt::format("operation {}", operation);
    }
}

std::string verdict_name(ll_verdict verdict) {
    switch (verdict) {
    case LL_PASS: return "PASS";
    case LL_DROP: return "DROP";
    case LL_HOLD: return "HOLD";
    case LL_RETRY: return "RETRY";
    case LL_FAILED: return "FAILED";
    case LL_UNKNOWN: return "UNKNOWN";
    case LL_UNSUPPORTED: return "UNSUPPORTED";
    default: return fmt::format("number {}", verdict);
    }
}

bool verdict_fits(ll_operation operation, ll_verdict verdict) {
    const auto among = [&](std::initializer_list<ll_verdict> allowed) { return std::find(allowed.begin(), allowed.end(), verdict) != allowed.end(); };
    // A barrier on the component's side turns an exception into FAILED, in whatever operation it came.
    if (verdict == LL_FAILED) return true;
    switch (operation) {
    case 0: return among({LL_PASS});
    case LL_APPLY: return among({LL_PASS, LL_DROP, LL_HOLD});
    case LL_POLL: return among({LL_PASS, LL_RETRY});
    case LL_RECEIVE: return among({LL_PASS, LL_DROP, LL_RETRY, LL_UNSUPPORTED});
    case LL_DELIVER: return among({LL_PASS, LL_RETRY});
    case LL_PROBE: return among({LL_PASS, LL_RETRY, LL_UNSUPPORTED});
    case LL_LIST: return among({LL_PASS, LL_RETRY, LL_UNSUPPORTED});
    case LL_PREPARE: return among({LL_PASS, LL_RETRY, LL_UNSUPPORTED});
    default: return false;
    }
}

} // namespace ledgerline::plugin
