// One invocation of a component: its document, reference data, reasons, log. Lives on one thread until the component
// returns; components get it by reference and never keep it.
#ifndef LEDGERLINE_CALL_HPP
#define LEDGERLINE_CALL_HPP

#include "ledgerline/facts.hpp"
#include "ledgerline/format.hpp"
#include "ledgerline/node.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ledgerline {

class Call {
public:
    Call(const ll_host* host, ll_call* call) : host_(host), call_(call) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    Node root() const { return Node(host_, call_); }
    // Room for what is neither recorded nor stored. Starts empty in every call.
    Node scratch(std::string_view name) const { return root()["scratch"][name]; }

    // Reference data of the engine: lookup("items", sku), lookup("items-near", sku). Nothing: no such key. The row stays
    // where it is until the component returns.
    std::optional<Node> lookup(std::string_view table, std::string_view key) {
        const Node rows = scratch("lookup");
        const Node row = rows.append();
        const ll_status status = host_->lookup(call_, to_host(table), to_host(key), row.at());
        if (status == LL_OK) return row;
        if (status == LL_ABSENT) {
            row.erase();
            return std::nullopt;
        }
        refuse(format("looking up {} in the table {}", shown(key), shown(table)), row, status);
    }

    // A reason for a person. `code` is of the exception catalogue or the plugin's own, `where` the place in the document.
    void explain(std::string_view code, std::string_view message, const Facts& facts = {}) { explain_at(code, message, Place{}, facts); }
    void explain(std::string_view code, std::string_view message, const Node& where, const Facts& facts = {}) {
        explain_at(code, message, where.place(), facts);
    }
    void explain_at(std::string_view code, std::string_view message, const Place& where, const Facts& facts = {}) {
        if (facts.empty()) {
            host_->explain(call_, to_host(code), to_host(message), where.at(), Place{}.at());
            return;
        }
        const Node place = scratch("facts");
        place.set_json(facts.json());
        host_->explain(call_, to_host(code), to_host(message), where.at(), place.at());
    }

    template <class... Arguments> void debug(std::string_view pattern, const Arguments&... arguments) { log(LL_LOG_DEBUG, pattern, arguments...); }
    template <class... Arguments> void info(std::string_view pattern, const Arguments&... arguments) { log(LL_LOG_INFO, pattern, arguments...); }
    template <class... Arguments> void warning(std::string_view pattern, const Arguments&... arguments) { log(LL_LOG_WARNING, pattern, arguments...); }
    template <class... Arguments> void error(std::string_view pattern, const Arguments&... arguments) { log(LL_LOG_ERROR, pattern, arguments...); }
    // `level` is one of LL_LOG_DEBUG to LL_LOG_ERROR.
    template <class... Arguments> void log(std::int32_t level, std::string_view pattern, const Arguments&... arguments) {
        const std::string line = format(pattern, arguments...);
        host_->log(call_, level, to_host(line));
    }

    // Milliseconds since 1970-01-01 UTC; does not move during the APPLY of a rule.
    std::int64_t now_ms() const { return host_->now_ms(call_); }
    // The engine wants to stop: finish soon.
    bool stopping() const { return host_->stopping(call_) != 0; }

    // Hands a message to the engine. False: the body does not fit the type's schema, the engine has opened an exception
    // for this key, and the others flow on.
    bool emit(std::string_view type, std::string_view source_key, std::string_view source_time, const Node& body) {
        const ll_status status = host_->emit(call_, to_host(type), to_host(source_key), to_host(source_time), body.at());
        if (status == LL_OK) return true;
        if (status == LL_ERROR) return false;
        refuse(format("emitting {} {}", type, shown(source_key)), body, status);
    }

    // Whether whoever called back knows a secret of the connection; see ll_host::authenticate. RefusedError: not possible here.
    bool authenticate(std::string_view method, std::string_view secret, std::string_view content, std::string_view proof) {
        const ll_status status = host_->authenticate(call_, to_host(method), to_host(secret), to_host(content), to_host(proof));
        if (status == LL_OK || status == LL_ABSENT) return status == LL_OK;
        refuse("authenticating a callback", root(), status);
    }

    // Requests of this call that may have changed something on the other side. The delivery barrier compares it before
    // and after: a component that fails after such a request has an unknown outcome, not a refused one.
    std::uint64_t requests_that_may_have_acted() const { return acted_; }
    void note_request_that_may_have_acted() { ++acted_; }

    // While a component is created (Config::refuse): told, and the component is not created.
    void refuse_configuration(std::string_view message, const Place& where) {
        explain_at("PLUGIN_FAILED", message, where);
        refused_ = true;
    }
    bool configuration_refused() const { return refused_; }

    const ll_host* host() const { return host_; }
    ll_call* handle() const { return call_; }

private:
    [[noreturn]] void refuse(const std::string& what, const Node& where, ll_status status) const {
        const std::string reason(from_host(host_->last_error(call_)));
        throw RefusedError(what + ": " + (reason.empty() ? "the host refused" : reason), where.place(), where.pointer(), status);
    }

    const ll_host* host_;
    ll_call* call_;
    std::uint64_t acted_ = 0;
    bool refused_ = false;
};

} // namespace ledgerline

#endif
