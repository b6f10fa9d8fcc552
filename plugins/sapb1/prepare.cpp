// Makes the company ready: the table that holds the keys, and the fields that carry them on documents.
#include "orders_sink.hpp"

#include "text.hpp"

#include <ledgerline/format.hpp>

#include <functional>

namespace sapb1 {

using namespace ledgerline;

namespace {

struct UserField {
    std::string table, name, description;
    std::int64_t size;
};

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

Verdict OrdersSink::prepare(Prepare& prepare) {
    Call& call = prepare.call();
    const auto user_field = [&](UserField field) {
        return Piece{"user field " + field.table + ".U_" + field.name, [this, &call, field] { return field_is_there(call, session_, field); }, creation_of(field)};
    };
    std::vector<Piece> pieces;
    pieces.push_back({"user table " + std::string(key_table), [this, &call] { return table_is_there(call, session_); }, creation_of_key_table()});
    // A field on ORDR stands on all marketing documents, drafts among them.
    pieces.push_back(user_field({"ORDR", std::string(key_field.substr(2)), "Ledgerline key", static_cast<std::int64_t>(key_length_max)}));
    pieces.push_back(user_field({"RDR1", std::string(line_field.substr(2)), "Store line id", static_cast<std::int64_t>(line_length_max)}));
    if (!external_id_field_.empty()) pieces.push_back(user_field({"OCRD", external_id_field_.substr(2), "Store customer id", 50}));

    try {
        for (const Piece& piece : pieces) {
            if (piece.is_there()) {
                prepare.present(piece.what);
            } else if (prepare.dry_run()) {
                prepare.missing(piece.what, "It would be made");
            } else {
                bool was_there = false;
                const std::string problem = make(call, session_, piece.creation, was_there);
                if (!problem.empty()) prepare.failed(piece.what, problem);
                else if (was_there) prepare.present(piece.what);
                else prepare.created(piece.what, restart_note);
            }
        }
        // For whoever writes the rules: they must reckon with the same.
        company_.refresh(call, session_);
        if (const std::string words = company_.in_words(); !words.empty()) prepare.present("settings of the company: " + words);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

} // namespace sapb1
