// One session at Service Layer: login when it is needed, the cookies that keep us on a node, one new login when the server
// has forgotten us.
#pragma once

#include "connection.hpp"
#include "fault.hpp"

#include <ledgerline/http.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sapb1 {

// Nothing can be done over this connection now: login refused, no answer, the company is not prepared. What was not
// answered yet did not happen.
struct Unavailable : std::runtime_error {
    Unavailable(std::string_view code_, const std::string& message, std::int64_t pause_ms_ = 0)
        : std::runtime_error(message), code(code_), pause_ms(pause_ms_) {}
    std::string code;      // of the exception catalogue
    std::int64_t pause_ms; // how long to leave the server alone
};

// One thread at a time; lives as long as its component.
class Session {
public:
    explicit Session(Connection connection) : connection_(std::move(connection)) {}

    const Connection& connection() const { return connection_; }

    // One exchange in the session. A 401 is decided before anything is executed, so the request is repeated after one new
    // login, whatever it does. Throws Unavailable if there is no session to be had.
    ledgerline::Response send(ledgerline::Call& call, const ledgerline::Request& request);
    // The rows of an entity set. Keys are looked up by $filter as well: they may hold what no path can. Throws Unavailable unless
    // it is answered with a list: an empty list says "none", nothing else does.
    ledgerline::Response read_list(ledgerline::Call& call, const ledgerline::Request& request);
    // A page of at most `size` rows. Where that is too large an answer, `size` shrinks; nothing: a single row is.
    std::optional<ledgerline::Response> read_page(ledgerline::Call& call, const ledgerline::Request& request, std::int64_t& size);
    // The same of an answer that is there already.
    static ledgerline::Response require_list(const ledgerline::Response& answer, const ledgerline::Request& request);

private:
    void log_in(ledgerline::Call& call);
    void note_cookies(const ledgerline::Response& answer);
    std::string cookie() const;

    Connection connection_;
    std::string session_id_, route_id_;
    // A wrong password that is sent again and again locks the user.
    std::int64_t no_login_before_ms_ = 0;
    std::string refusal_;
};

// Throws Unavailable where an answer says nothing about the request itself: no answer, outage, missing permission, names
// that this company does not have.
void require_service(const ledgerline::Response& answer, std::string_view doing);
// The engine takes no answer above its limit: asking for less may help.
bool is_too_large(const ledgerline::Response& answer);
// This refusal would meet every request alike: names that the company does not have, missing rights.
bool is_configuration(const Fault& fault);
Unavailable configuration_problem(const Fault& fault, std::string_view doing);

} // namespace sapb1
