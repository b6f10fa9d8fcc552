#include "preparation.hpp"

#include "order_document.hpp"
#include "text.hpp"

#include <ledgerline/format.hpp>

#include <functional>

namespace sapb1 {

using namespace ledgerline;

namespace {

struct Piece {
    std::string what;
    std::function<bool()> is_there;
    Request creation;
};

constexpr std::string_view restart_note = "If the new field or table does not show within a minute, restart Service Layer: it reads them at its start";

Request creation_of(const UserField& field) {
    return Request::post("/UserFieldsMD")
        .json_text("{\"TableName\":" + json_quoted(field.table) + ",\"Name\":" + json_quoted(field.name) + ",\"Description\":" + json_quoted(field.description) +
                   ",\"Type\":\"db_Alpha\",\"SubType\":\"st_None\",\"Size\":" + std::to_string(field.size) + ",\"EditSize\":" + std::to_string(field.size) + "}");
}

Request creation_of_key_table() {
    return Request::post("/UserTablesMD")
        .json_text("{\"TableName\":" + json_quoted(key_table) + ",\"TableDescription\":\"Ledgerline keys\",\"TableType\":\"bott_NoObject\"}");
}

bool field_is_there(Call& call, Session& session, const UserField& field) {
    const Response answer = session.read_list(call, Request::get("/UserFieldsMD")
                                                   .query("$filter", "TableName eq " + literal(field.table) + " and Name eq " + literal(field.name))
                                                   .query("$select", "TableName,Name"));
    const bool there = answer.json()["value"].count() > 0;
    answer.discard();
    return there;
}

bool table_is_there(Call& call, Session& session) {
    const Response answer = session.read_list(call, Request::get("/UserTablesMD").query("$filter", "TableName eq " + literal(key_table)).query("$select", "TableName"));
    const bool there = answer.json()["value"].count() > 0;
    answer.discard();
    return there;
}

// "" = made, or it was there; else why not.
std::string make(Call& call, Session& session, const Request& creation, bool& was_there) {
    const Response answer = session.send(call, creation);
    was_there = false;
    if (!answer.answered()) return format("It is not known whether it was made: {}. Run this again", answer.error());
    if (answer.ok()) return {};
    const Fault fault = fault_of(answer);
    was_there = fault.is(-2035) || contains(lower(fault.text), "already exist");
    return was_there ? std::string() : "SAP Business One says: " + fault.quoted();
}

} // namespace

UserField key_field_on(const std::string& table) { return {table, std::string(key_field.substr(2)), "Ledgerline key", static_cast<std::int64_t>(key_length_max)}; }

void make_company_ready(Prepare& prepare, Session& session, const std::vector<UserField>& fields) {
    Call& call = prepare.call();
    std::vector<Piece> pieces;
    pieces.push_back({"user table " + std::string(key_table), [&] { return table_is_there(call, session); }, creation_of_key_table()});
    for (const UserField& field : fields)
        pieces.push_back({"user field " + field.table + ".U_" + field.name, [&] { return field_is_there(call, session, field); }, creation_of(field)});
    for (const Piece& piece : pieces) {
        if (piece.is_there()) {
            prepare.present(piece.what);
        } else if (prepare.dry_run()) {
            prepare.missing(piece.what, "It would be made");
        } else {
            bool was_there = false;
            const std::string problem = make(call, session, piece.creation, was_there);
            if (!problem.empty()) prepare.failed(piece.what, problem);
            else if (was_there) prepare.present(piece.what);
            else prepare.created(piece.what, restart_note);
        }
    }
}

} // namespace sapb1
