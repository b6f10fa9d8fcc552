#include "session.hpp"

#include "text.hpp"

#include <ledgerline/format.hpp>

#include <algorithm>

namespace sapb1 {

using ledgerline::Call;
using ledgerline::format;
using ledgerline::Http;
using ledgerline::Request;
using ledgerline::Response;

namespace {

constexpr std::int64_t refused_login_pause_ms = 60'000;
constexpr std::int64_t configuration_pause_ms = 60'000;

bool session_is_gone(const Response& answer) { return answer.answered() && answer.status() == 401; }

// The value of a cookie in Set-Cookie lines ("B1SESSION=x;HttpOnly;"), nothing where it is not set.
std::optional<std::string> cookie_value(std::string_view set_cookie, std::string_view name) {
    for (std::size_t line = 0; line < set_cookie.size();) {
        const std::size_t end = std::min(set_cookie.find('\n', line), set_cookie.size());
        std::string_view text = set_cookie.substr(line, end - line);
        line = end + 1;
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        if (text.size() <= name.size() || text.substr(0, name.size()) != name || text[name.size()] != '=') continue;
        const std::string_view value = text.substr(name.size() + 1);
        return std::string(value.substr(0, value.find_first_of("; \r")));
    }
    return std::nullopt;
}

std::string what_happened(const Response& answer) {
    if (!answer.answered()) return answer.error().empty() ? std::string("no answer came") : std::string(answer.error());
    return fault_of(answer).quoted();
}

} // namespace

Response Session::send(Call& call, const Request& request) {
    if (session_id_.empty()) log_in(call);
    for (bool logged_in_again = false;; logged_in_again = true) {
        Request with_session = request;
        const Response answer = Http(call).send(with_session.header("Cookie", cookie()));
        if (!session_is_gone(answer)) {
            if (answer.answered()) note_cookies(answer);
            return answer;
        }
        session_id_.clear();
        if (logged_in_again)
            throw Unavailable("ERP_SESSION", format("SAP Business One refuses the session right after a login: {}", fault_of(answer).quoted()), refused_login_pause_ms);
        answer.discard();
        log_in(call);
    }
}

Response Session::read_list(Call& call, const Request& request) { return require_list(send(call, request), request); }

std::optional<Response> Session::read_page(Call& call, const Request& request, std::int64_t& size) {
    for (;; size = std::max<std::int64_t>(size / 4, 1)) {
        Request page = request;
        page.header("Prefer", "odata.maxpagesize=" + std::to_string(size));
        const Response answer = send(call, page);
        if (!is_too_large(answer)) return require_list(answer, page);
        answer.discard();
        if (size == 1) return std::nullopt;
    }
}

Response Session::require_list(const Response& answer, const Request& request) {
    require_service(answer, request.method() + " " + request.path());
    if (!answer.ok())
        throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One did not answer {}: {}", request.path(), fault_of(answer).quoted()), configuration_pause_ms);
    if (!answer.has_json() || !answer.json()["value"].is_array())
        throw Unavailable("ERP_UNAVAILABLE",
                          format("SAP Business One answered {} with something that is no list: {}", request.path(),
                                 answer.error().empty() ? readable(answer.text(), 200) : std::string(answer.error())),
                          configuration_pause_ms);
    return answer;
}

void Session::log_in(Call& call) {
    if (const std::int64_t wait = no_login_before_ms_ - call.now_ms(); wait > 0 && wait <= refused_login_pause_ms)
        throw Unavailable("ERP_SESSION", refusal_, wait);
    const ledgerline::Node body = call.scratch("login");
    body.set_json("{}");
    body["CompanyDB"].set(connection_.company);
    body["UserName"].set(connection_.user);
    body["Password"].set(connection_.password);
    if (!connection_.language.empty()) body["Language"].set(connection_.language);
    // A login books nothing: a lost answer to it loses nothing.
    const Response answer = Http(call).send(Request::post("/Login").json(body).read_only());
    body.erase();

    if (!answer.answered() || answer.status() >= 500)
        throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One cannot be reached for a login at {}: {}", connection_.url, what_happened(answer)));
    const ledgerline::Node session_id = answer.json()["SessionId"];
    const std::string set_cookie(answer.header("set-cookie"));
    std::string id = answer.ok() && session_id.is_text() ? std::string(session_id.text()) : cookie_value(set_cookie, "B1SESSION").value_or("");
    if (!answer.ok() || id.empty()) {
        const Fault fault = fault_of(answer);
        refusal_ = format("SAP Business One refused the login of user \"{}\" to company \"{}\": {}. Check user, password and company of the connection, and that "
                          "the license server runs. The next try is in a minute, because repeated failures can lock the user",
                          connection_.user, connection_.company, answer.ok() ? std::string("the answer holds no session") : fault.quoted());
        no_login_before_ms_ = call.now_ms() + refused_login_pause_ms;
        throw Unavailable("ERP_SESSION", refusal_, refused_login_pause_ms);
    }
    session_id_ = std::move(id);
    route_id_ = cookie_value(set_cookie, "ROUTEID").value_or("");
    no_login_before_ms_ = 0;
    answer.discard();
    call.debug("logged in to company {}", connection_.company);
}

// The balancer may move us to another node with any answer.
void Session::note_cookies(const Response& answer) {
    const std::string_view set_cookie = answer.header("set-cookie");
    if (set_cookie.empty()) return;
    if (auto route = cookie_value(set_cookie, "ROUTEID"); route && !route->empty()) route_id_ = *route;
    if (auto id = cookie_value(set_cookie, "B1SESSION"); id && !id->empty()) session_id_ = *id;
}

std::string Session::cookie() const { return "B1SESSION=" + session_id_ + (route_id_.empty() ? "" : "; ROUTEID=" + route_id_); }

bool is_too_large(const Response& answer) { return answer.no_answer() && (contains(answer.error(), "larger than") || contains(answer.error(), "too large for this call")); }

bool is_configuration(const Fault& fault) {
    if (fault.status == 403 || fault.code == "-6006") return true;
    if (fault.code == "200" || fault.code == "201" || fault.code == "-1002") return true;
    if (fault.code == "-1000" && (contains(fault.text, "Property '") || contains(fault.text, "is invalid"))) return true;
    const std::string words = lower(fault.text);
    return contains(words, "unrecognized resource path") || contains(words, "invalid entityset") || contains(words, "service not found");
}

Unavailable configuration_problem(const Fault& fault, std::string_view doing) {
    const bool right = fault.status == 403 || fault.code == "-6006";
    return {"CONFIG_DRIFT",
            format("SAP Business One refuses {}: {}. {}", doing, fault.quoted(),
                   right ? "Give the integration's user the right to do this"
                         : "The company lacks something that this integration needs: run `ledgerline prepare`, and restart Service Layer if the fields were "
                           "made just now"),
            configuration_pause_ms};
}

void require_service(const Response& answer, std::string_view doing) {
    if (!answer.answered() || answer.status() >= 500)
        throw Unavailable("ERP_UNAVAILABLE", format("SAP Business One does not answer ({}): {}", doing, what_happened(answer)));
    if (answer.ok()) return;
    if (const Fault fault = fault_of(answer); is_configuration(fault)) throw configuration_problem(fault, doing);
}

} // namespace sapb1
