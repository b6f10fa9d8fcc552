// What a component decided, returned and never called. Four different words, so that the next stage can act:
//   drop           rightly not processed
//   hold           a person must decide
//   retry_after    nothing happened, later it will
//   failed         refused; the same input would be refused again
//   unknown        the request left, no usable answer came: look it up before anything else
// The code is of the exception catalogue ("SKU_NOT_FOUND") or the plugin's own; the message is plain English for the
// person who must act, with a {} for each argument.
#ifndef LEDGERLINE_VERDICT_HPP
#define LEDGERLINE_VERDICT_HPP

#include "ledgerline/call.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace ledgerline {

struct Reason {
    std::string code, message;
    Facts facts;
    Place where;
};

// retry_after(...) and unknown(...) are answers of rules, sources and sinks alike; each turns them into its own kind.
struct RetryLater {
    std::int64_t after_ms = 0;
    Reason reason;
};
struct Unconfirmed {
    Reason reason;
    Unconfirmed because(Facts facts) && { reason.facts = std::move(facts); return std::move(*this); }
};

class Verdict {
public:
    Verdict(RetryLater later) : kind_(LL_RETRY), reason_(std::move(later.reason)), retry_after_ms_(later.after_ms) {}
    Verdict(Unconfirmed answer) : kind_(LL_UNKNOWN), reason_(std::move(answer.reason)) {}
    Verdict(ll_verdict kind, Reason reason) : kind_(kind), reason_(std::move(reason)) {}

    // Where in the document the reason stands, and what it is based on:
    //   return hold("SKU_NOT_FOUND", "no item {}", sku).at(line["sku"]).because(facts().subject("sku:" + sku));
    Verdict at(const Node& where) && { reason_.where = where.place(); return std::move(*this); }
    Verdict because(Facts facts) && { reason_.facts = std::move(facts); return std::move(*this); }

    ll_verdict kind() const { return kind_; }
    bool passed() const { return kind_ == LL_PASS; }
    const Reason& reason() const { return reason_; }
    std::int64_t retry_after_ms() const { return retry_after_ms_; }

private:
    ll_verdict kind_;
    Reason reason_;
    std::int64_t retry_after_ms_ = 0;
};

inline Verdict pass() { return {LL_PASS, {}}; }

template <class... Arguments>
Verdict drop(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {LL_DROP, {std::string(code), format(pattern, arguments...), {}, {}}};
}

template <class... Arguments>
Verdict hold(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {LL_HOLD, {std::string(code), format(pattern, arguments...), {}, {}}};
}
// Every reason was explained already (Rule::explain), for rules that find several.
inline Verdict hold() { return {LL_HOLD, {}}; }

template <class... Arguments>
Verdict failed(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {LL_FAILED, {std::string(code), format(pattern, arguments...), {}, {}}};
}

inline RetryLater retry_after(std::int64_t ms, std::string_view reason) { return {ms, {{}, std::string(reason), {}, {}}}; }
template <class... Arguments>
RetryLater retry_after(std::int64_t ms, std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {ms, {std::string(code), format(pattern, arguments...), {}, {}}};
}

template <class... Arguments>
Unconfirmed unknown(std::string_view code, std::string_view pattern, const Arguments&... arguments) {
    return {{std::string(code), format(pattern, arguments...), {}, {}}};
}
inline Unconfirmed unknown(std::string_view reason) { return {{{}, std::string(reason), {}, {}}}; }

// This component does not know the operation.
inline Verdict unsupported() { return {LL_UNSUPPORTED, {}}; }

namespace detail {
// Tells the host what was decided and why.
inline ll_verdict report(Call& call, const Verdict& verdict) {
    const Reason& reason = verdict.reason();
    if (!reason.code.empty() || !reason.message.empty()) call.explain_at(reason.code, reason.message, reason.where, reason.facts);
    if (verdict.kind() == LL_RETRY && verdict.retry_after_ms() > 0) call.root()["retry_after_ms"].set(verdict.retry_after_ms());
    return verdict.kind();
}
} // namespace detail

} // namespace ledgerline

#endif
