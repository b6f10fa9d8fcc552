#include "stock_query.hpp"

#include "text.hpp"
#include "validity.hpp"

#include <ledgerline/format.hpp>

namespace sapb1 {

using namespace ledgerline;

namespace {

constexpr std::int64_t pause_ms = 60'000;
constexpr std::string_view without_it = "\"read: items\" of the source \"stock\" reads without a stored query";

std::string what() { return "stored query " + std::string(stock_query_code); }
std::string path() { return "/SQLQueries('" + std::string(stock_query_code) + "')"; }

// SAP keeps the text as it was given; whoever looked at it in an editor may have broken lines differently.
std::string bare(std::string_view text) {
    std::string out;
    for (const char c : lower(text)) {
        if (c == '"') continue;
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == ';')) out.pop_back();
    return out;
}

// "" = it can be used.
std::string reason_against(const Response& answer) {
    if (!answer.answered() || answer.ok() || answer.status() >= 500) return {};
    const Fault fault = fault_of(answer);
    if (fault.is(701)) return format("SAP Business One does not accept the text of the stored query {}: {}. {}", stock_query_code, fault.quoted(), without_it);
    if (fault.is(702) || fault.is(703))
        return format("SAP Business One does not let stored queries read the stock levels (OITW): {}. Its administrator can allow it in the list of tables for SQLQueries; {}",
                      fault.quoted(), without_it);
    if (fault.is(704))
        return format("SAP Business One does not take the item code as the parameter of the stored query {}: {}. {}", stock_query_code, fault.quoted(), without_it);
    if (fault.status == 403 || fault.is(-6006)) return format("The integration's user may not use stored queries: {}. Give it the right; {}", fault.quoted(), without_it);
    if (contains(lower(fault.text), "unrecognized resource path") || fault.is(200))
        return format("This Service Layer has no stored queries (SQLQueries): {}. {}", fault.quoted(), without_it);
    if (fault.status == 404 || fault.is(-2028)) return format("The company has no stored query {}: run `ledgerline prepare`", stock_query_code);
    return {};
}

void try_it(Prepare& prepare, Session& session, std::string_view state, std::string_view note) {
    const Response answer = session.send(prepare.call(), run_of_stock_query("").header("Prefer", "odata.maxpagesize=1"));
    const std::string reason = reason_against(answer);
    if (!reason.empty()) {
        prepare.failed(what(), reason);
        return;
    }
    require_service(answer, what());
    if (!answer.ok()) prepare.failed(what(), "SAP Business One says: " + fault_of(answer).quoted());
    else if (state == "created") prepare.created(what(), note);
    else prepare.present(what());
    answer.discard();
}

void write_it(Prepare& prepare, Session& session, const Request& request, std::string_view note) {
    const Response answer = session.send(prepare.call(), request);
    if (!answer.answered()) {
        prepare.failed(what(), format("It is not known whether it was made: {}. Run this again", answer.error()));
        return;
    }
    if (const std::string reason = reason_against(answer); !reason.empty()) prepare.failed(what(), reason);
    else if (!answer.ok() && !fault_of(answer).is(-2035)) prepare.failed(what(), "SAP Business One says: " + fault_of(answer).quoted());
    else try_it(prepare, session, "created", note);
}

} // namespace

Request run_of_stock_query(std::string_view after) { return Request::get(path() + "/List").query("after", literal(after)); }

void require_stock_query(const Response& answer) {
    if (const std::string reason = reason_against(answer); !reason.empty()) throw Unavailable("CONFIG_DRIFT", reason, pause_ms);
}

void make_stock_query_ready(Prepare& prepare, Session& session) {
    Call& call = prepare.call();
    const Response found = session.send(call, Request::get(path()));
    const bool is_missing = found.answered() && found.status() == 404 && is_from_sap(found) && !contains(lower(fault_of(found).text), "unrecognized resource path");
    if (!is_missing) {
        if (const std::string reason = reason_against(found); !reason.empty()) {
            prepare.failed(what(), reason);
            return;
        }
        require_service(found, what());
        if (!found.ok() || !found.has_json()) {
            prepare.failed(what(), "SAP Business One says: " + fault_of(found).quoted());
            return;
        }
        if (bare(text_of(found.json()["SqlText"])) == bare(stock_query_text)) try_it(prepare, session, "present", "");
        else if (prepare.dry_run()) prepare.missing(what(), "Its text is another one; it would be replaced");
        else write_it(prepare, session, Request::patch(path()).json_text("{\"SqlText\":" + json_quoted(stock_query_text) + "}"), "Its text was another one and was replaced");
        return;
    }
    if (prepare.dry_run()) {
        prepare.missing(what(), "It would be made");
        return;
    }
    write_it(prepare, session,
             Request::post("/SQLQueries").json_text("{\"SqlCode\":" + json_quoted(stock_query_code) + ",\"SqlName\":\"Ledgerline stock levels\",\"SqlText\":" + json_quoted(stock_query_text) + "}"),
             "");
}

} // namespace sapb1
