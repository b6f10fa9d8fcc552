#include "app/commands/exceptions.hpp"

#include "app/money.hpp"
#include "base/log_text.hpp"
#include "decisions/decisions.hpp"
#include "exceptions/catalogue.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

#include <functional>

namespace ledgerline::app {
namespace {

using base::visible; // before a column is filled up, so that its width is right
using message::Value;

constexpr std::size_t note_bytes_max = 2'000;
constexpr std::size_t name_bytes_max = 100; // of a document, or of whoever is to do it

store::ExceptionTable::Filter filter_of(const ExceptionsFilter& filter) {
    store::ExceptionTable::Filter out;
    out.state = filter.closed ? "closed" : "open";
    out.code = filter.code;
    out.team = filter.team;
    out.subject = filter.subject;
    out.limit = 1'000'000;
    return out;
}

Value json_of(const store::ExceptionRow& row) {
    return Value::object({{"id", Value(row.id)}, {"code", row.code}, {"team", row.team}, {"assigned_to", row.assigned_to}, {"severity", row.severity},
                          {"verdict", row.verdict}, {"state", row.state}, {"title", row.title}, {"subject", row.subject}, {"type", row.type},
                          {"source_key", row.source_key}, {"number", row.number}, {"amount", row.amount}, {"currency", row.currency},
                          {"opened_at", base::iso_time(row.opened_at)}, {"closed_by", row.closed_by}, {"resolution", row.resolution}});
}

// What a group is about, where its messages do not all say the same.
std::string title_of(const store::ExceptionTable::Group& group) {
    if (!group.title.empty()) return group.title;
    if (exceptions::known(group.code) || group.example.empty()) return std::string(exceptions::kind_of(group.code).meaning);
    return "for example: " + group.example;
}

int list_groups(const Common& common, const store::Store& store, const ExceptionsFilter& filter) {
    std::vector<store::ExceptionTable::Group> groups;
    store.read([&](store::UnitOfWork& unit) { groups = unit.exceptions().groups(filter_of(filter)); });
    if (common.json) {
        Value out = Value::array();
        for (const auto& group : groups)
            out.push(Value::object({{"code", group.code}, {"subject", group.subject}, {"team", group.team}, {"title", title_of(group)},
                                    {"messages", Value(group.messages)}, {"findings", Value(group.findings)}, {"oldest", base::iso_time(group.oldest)}}));
        print_json(common, out);
    } else {
        for (const auto& group : groups)
            print(common, fmt::format("{:>6} {} {:<26} {:<16} {:<32} {}", group.messages, group.messages == 1 ? "waits for" : "wait for ", visible(group.code),
                                      visible(group.team), visible(group.subject), title_of(group)));
        if (groups.empty()) print(common, "No open exceptions fit.");
    }
    return groups.empty() ? exit_code::fine : exit_code::findings;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(' ') == std::string::npos; }

struct DryRun {}; // undoes the unit of work, after everything that could be refused was tried

// Commits the decision, or only tries it. What is refused was wrong use.
void carry_out(store::Store& store, bool dry_run, const std::function<void(store::UnitOfWork&)>& decision) {
    try {
        store.commit([&](store::UnitOfWork& unit) {
            decision(unit);
            if (dry_run) throw DryRun{};
        });
    } catch (const DryRun&) {
    } catch (const decisions::Refused& refusal) {
        throw UsageError(refusal.what());
    }
}

// Where the messages of a route go: "erp/orders".
std::string sink_of(const config::Deployment& deployment, const std::string& route) {
    for (const config::RouteSettings& one : deployment.settings.routes)
        if (one.name == route) return one.to;
    return "";
}

// "order 1047 96.70 GBP". A confirmation tells of an order and has no number or amount of its own.
std::string what_it_is_about(const store::ExceptionRow& row, const std::string& sink) {
    const std::string& number = row.number.empty() ? row.source_key : row.number;
    if (row.type == "confirmation") return fmt::format("order {}, of which {} is to know", number, sink.empty() ? "a route that is gone" : sink);
    const std::string sum = money(row.amount, row.currency);
    return fmt::format("{} {}{}{}", row.type, number, sum.empty() ? "" : " ", sum);
}

// The end of the sentence "Exception 2 is closed; ...".
std::string what_is_true_after(const decisions::Resolution& resolution, const store::ExceptionRow& exception) {
    using Rest = decisions::Resolution::Rest;
    if (!resolution.cancelled_document.empty())
        return fmt::format("document {} counts no more, and {}", resolution.cancelled_document, exception.type == "return" ? "its goods are not back" : "what it credited can be given back again");
    const std::string stands = resolution.document.empty() ? "" : fmt::format("document {} stands for it", resolution.document);
    const std::string rest = resolution.not_posted.empty() ? "" : fmt::format(", without {} that the engine does not post any more", resolution.not_posted);
    switch (resolution.rest) {
    case Rest::flow: return fmt::format("if its cause is still there, the flow {} opens another one", exception.route);
    case Rest::not_sent: break;
    case Rest::not_sent_again: return (stands.empty() ? "" : stands + ", and ") + "its message is neither looked up nor sent again";
    case Rest::over: return stands.empty() ? "nothing of its message was left to be sent" : stands + " as it was posted";
    }
    if (!rest.empty()) return stands + rest;
    return (stands.empty() ? "" : stands + ", and ") + "its message is not sent by the engine";
}

} // namespace

int exceptions_list(const Common& common, const ExceptionsFilter& filter) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    if (filter.grouped) return list_groups(common, *store, filter);
    std::vector<store::ExceptionRow> rows;
    store->read([&](store::UnitOfWork& unit) { rows = unit.exceptions().list(filter_of(filter)); });
    if (common.json) {
        Value out = Value::array();
        for (const auto& row : rows) out.push(json_of(row));
        print_json(common, out);
    } else {
        for (const auto& row : rows)
            print(common, fmt::format("{:>6}  {:<26} {:<16} {:<12} {:>16}  {}", row.id, visible(row.code), visible(row.assigned_to.empty() ? row.team : row.assigned_to),
                                      visible(row.number.empty() ? row.source_key : row.number), money(row.amount, row.currency), row.title));
        if (rows.empty()) print(common, filter.closed ? "No closed exceptions fit." : "No open exceptions fit.");
    }
    return rows.empty() || filter.closed ? exit_code::fine : exit_code::findings;
}

int exceptions_show(const Common& common, std::int64_t id) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = look_at_store(deployment, clock);
    store::ExceptionRow row;
    std::vector<store::FindingRow> findings;
    store->read([&](store::UnitOfWork& unit) {
        try {
            row = decisions::find(unit, id);
        } catch (const decisions::Refused& refusal) {
            throw UsageError(refusal.what());
        }
        findings = unit.exceptions().findings(id);
    });
    const exceptions::Kind& kind = exceptions::kind_of(row.code);
    if (common.json) {
        Value list = Value::array();
        for (const auto& finding : findings)
            list.push(Value::object({{"code", finding.code}, {"subject", finding.subject}, {"component", finding.component}, {"message", finding.message},
                                     {"where", finding.where}, {"facts", readable(finding.facts)}}));
        Value out = json_of(row);
        out.set("meaning", kind.meaning);
        out.set("remedy", kind.remedy);
        out.set("findings", std::move(list));
        print_json(common, out);
        return exit_code::fine;
    }
    print(common, fmt::format("Exception {} · {} · {}", row.id, row.code, row.state));
    print(common, fmt::format("  {}", row.title));
    if (!row.source_key.empty()) print(common, "  " + what_it_is_about(row, sink_of(deployment, row.route)));
    print(common, fmt::format("  owner    {}{}", row.team, row.assigned_to.empty() ? "" : ", assigned to " + row.assigned_to));
    print(common, fmt::format("  since    {}", base::iso_time(row.opened_at)));
    print(common, fmt::format("  retry    {}", kind.verdict));
    print(common, fmt::format("  meaning  {}", kind.meaning));
    print(common, fmt::format("  to do    {}", kind.remedy));
    print(common, "  findings");
    for (const auto& finding : findings) {
        print(common, fmt::format("    {} [{}] {}", finding.code, finding.component, finding.message));
        if (!finding.where.empty()) print(common, fmt::format("      at {}", finding.where));
        if (finding.facts == "{}") continue;
        const Value facts = readable(finding.facts);
        print(common, fmt::format("      {}", facts.is_object() ? finding.facts : facts.text_or("")));
    }
    if (row.state == "closed") print(common, fmt::format("  closed   {} by {} {}", base::iso_time(row.closed_at), row.closed_by, row.resolution));
    return exit_code::fine;
}

int exceptions_retry(const Common& common, std::optional<std::int64_t> id, const ExceptionsFilter& filter, bool dry_run) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    std::size_t count = 0, left = 0;
    carry_out(*store, dry_run, [&](store::UnitOfWork& unit) {
        if (id) {
            decisions::retry(unit, decisions::find_open(unit, *id), operator_name(common));
            count = 1;
            return;
        }
        for (const auto& row : unit.exceptions().list(filter_of(filter))) {
            try {
                decisions::retry(unit, row, operator_name(common));
                ++count;
            } catch (const decisions::Refused&) {
                ++left;
            }
        }
    });
    print_done(common,
               fmt::format("{} {} be judged anew{}", count, dry_run ? "would" : "will",
                           left > 0 ? fmt::format("; {} are left alone: they are about a flow, or were sent already", left) : ""),
               Value::object({{"dry_run", dry_run}, {"judged_anew", Value(static_cast<std::int64_t>(count))}, {"left_alone", Value(static_cast<std::int64_t>(left))}}));
    return exit_code::fine;
}

int exceptions_resolve(const Common& common, std::int64_t id, decisions::Settlement settlement, bool dry_run) {
    refuse_unfit("--note", settlement.note, note_bytes_max);
    refuse_unfit("--document", settlement.document, name_bytes_max);
    if (is_blank(settlement.note)) throw UsageError("say how it was settled: --note \"...\" (it goes into the history)");
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    store::ExceptionRow row;
    decisions::Resolution resolution;
    carry_out(*store, dry_run, [&](store::UnitOfWork& unit) {
        row = decisions::find(unit, id);
        settlement.sink = sink_of(deployment, row.route);
        resolution = decisions::resolve(unit, id, settlement, operator_name(common));
    });
    print_done(common, fmt::format("Exception {} {} closed; {}.", id, dry_run ? "would be" : "is", what_is_true_after(resolution, row)),
               Value::object({{"dry_run", dry_run}, {"exception", Value(id)}, {"state", "closed"}}));
    return exit_code::fine;
}

int exceptions_reopen(const Common& common, std::int64_t id, const std::string& note, bool dry_run) {
    refuse_unfit("--note", note, note_bytes_max);
    if (is_blank(note)) throw UsageError("say why: --note \"...\" (it goes into the history)");
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    carry_out(*store, dry_run, [&](store::UnitOfWork& unit) { decisions::reopen(unit, id, note, operator_name(common)); });
    print_done(common, fmt::format("What was settled with exception {} {} judged anew, as if nobody had settled it.", id, dry_run ? "would be" : "is"),
               Value::object({{"dry_run", dry_run}, {"exception", Value(id)}, {"state", "reopened"}}));
    return exit_code::fine;
}

int exceptions_assign(const Common& common, std::int64_t id, const std::string& to, bool dry_run) {
    refuse_unfit("the team or person that it is assigned to", to, name_bytes_max);
    if (is_blank(to)) throw UsageError("say to which team or person it is assigned: `ledgerline exceptions assign ID WHOM`");
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    carry_out(*store, dry_run, [&](store::UnitOfWork& unit) { decisions::assign(unit, id, to, operator_name(common)); });
    print_done(common, fmt::format("Exception {} {} assigned to {}.", id, dry_run ? "would be" : "is", to),
               Value::object({{"dry_run", dry_run}, {"exception", Value(id)}, {"assigned_to", to}}));
    return exit_code::fine;
}

} // namespace ledgerline::app
