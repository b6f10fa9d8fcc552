#include "b1/stored_queries.hpp"

#include "b1/body_reader.hpp"
#include "b1/body_writer.hpp"
#include "b1/query.hpp"
#include "b1/sql_run.hpp"
#include "b1/words.hpp"

namespace ledgerline::sandbox::b1 {

using message::Value;

namespace {

// 'O''Brien' or 12.5.
Cell parameter_of(const std::string& name, std::string_view given) {
    const std::string_view text = trim(given);
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
        std::string out;
        for (std::size_t at = 1; at + 1 < text.size(); ++at) {
            if (text[at] == '\'' && at + 2 < text.size() && text[at + 1] == '\'') ++at;
            out += text[at];
        }
        return out;
    }
    if (const auto number = Decimal::try_parse(std::string(text))) return *number;
    throw Refusal(400, "704", "Parameter error: the value of '" + name + "' is neither a number nor a text in quotes"); // text: our choice
}

SqlParameters parameters_of_call(const Call& call) {
    SqlParameters out;
    for (const auto& [name, value] : call.target.query)
        if (!name.empty() && name[0] != '$') out[lower(name)] = parameter_of(name, value);
    if (call.method != "POST" || trim(call.body).empty()) return out;
    const std::string list = read_body(call.body)["ParamList"].text_or("");
    for (std::string_view part : split(list, '&')) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string name(trim(part.substr(0, equals)));
        out[lower(name)] = parameter_of(name, part.substr(equals + 1));
    }
    return out;
}

std::size_t skipped(const Call& call) {
    const auto given = call.target.option("$skip");
    const auto number = given ? Decimal::try_parse(*given) : std::nullopt;
    if (!given) return 0;
    if (!number || !number->is_whole() || number->is_negative()) throw malformed("Query string error: '" + *given + "' is no value of $skip");
    return static_cast<std::size_t>(number->normalized().units());
}

Value shown(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* number = std::get_if<Decimal>(&cell)) return number_value(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return nullptr;
}

// "SQLQueries('sql0001')/List?&$skip=5" where there are no parameters, as recorded.
std::string next_link(const Call& call, const Record& query, std::size_t skip, NextLink form) {
    std::string link = form == NextLink::absolute_path ? std::string(root_of(call.version)) + "/" : "";
    link += "SQLQueries('" + query.text("SqlCode") + "')/List?";
    for (std::string_view option : split(call.target.raw_query, '&'))
        if (!option.empty() && percent_decoded(option.substr(0, option.find('=')), true) != "$skip") link += (link.back() == '?' ? "" : "&") + std::string(option);
    return link + "&$skip=" + std::to_string(skip);
}

} // namespace

void StoredQueries::check(Record& query) const {
    SqlSelect select = parse_sql(query.text("SqlText"));
    const SqlTables tables(state_);
    SqlRun(select, tables, state_.ignores_case());
    std::string names;
    for (const std::string& name : parameters_of(select)) names += (names.empty() ? "" : ",") + name;
    if (!names.empty()) query.set("ParamList", names);
    else query.erase("ParamList");
}

Table::Row StoredQueries::post(Record query) {
    const std::string code = query.text("SqlCode");
    if (code.empty() || query.text("SqlText").empty()) throw rule("SqlCode and SqlText are required"); // text: our choice
    if (state_.stored_queries.find_text(code)) throw already_exists();
    check(query);
    state_.stamp_created(query);
    state_.stored_queries.put(std::move(query), state_.journal);
    return state_.stored_queries.find_text(code);
}

void StoredQueries::patch(const Table::Row& before, const Record& changes) {
    Record query = *before;
    query.take(changes);
    query.set("SqlCode", before->text("SqlCode"));
    check(query);
    state_.stamp_changed(query);
    state_.stored_queries.put(std::move(query), state_.journal);
}

void StoredQueries::remove(const Table::Row& query) { state_.stored_queries.remove(state_.stored_queries.key_of(*query), state_.journal); }

base::HttpResponse StoredQueries::list(const Call& call, const Record& query) const {
    SqlSelect select = parse_sql(query.text("SqlText"));
    const SqlTables tables(state_);
    const SqlRun run(select, tables, state_.ignores_case());
    const PageSize size = page_size_of(call.headers, state_.settings.page_size);
    const std::size_t skip = skipped(call);
    const SqlResult result = run.page(parameters_of_call(call), skip, size.rows);
    Value body = with_context(call, "SAPB1.SQLQueryResult");
    body.set("SqlText", query.text("SqlText"));
    std::vector<Value> rows;
    rows.reserve(result.rows.size());
    for (const auto& cells : result.rows) {
        Value row = Value::object();
        Value::Object& members = *row.as_object();
        members.reserve(cells.size());
        for (std::size_t at = 0; at < cells.size(); ++at) members.emplace_back(select.columns[at].second, shown(cells[at]));
        rows.push_back(std::move(row));
    }
    body.set("value", Value::array(std::move(rows)));
    if (result.more) body.set(std::string(control_prefix_of(call.version)) + "nextLink", next_link(call, query, skip + result.rows.size(), state_.settings.next_link));
    base::HttpResponse response = json_answer(call, 200, body);
    if (!size.preference.empty()) response.headers.emplace_back("Preference-Applied", size.preference);
    return response;
}

} // namespace ledgerline::sandbox::b1
