#include "app/commands/exceptions.hpp"

#include "app/money.hpp"
#include "commerce/part_posting.hpp"
#include "exceptions/catalogue.hpp"
#include "ledger/history.hpp"
#include "message/json.hpp"

#include <fmt/format.h>

namespace ledgerline::app {
namespace {

using message::Value;

store::ExceptionTable::Filter filter_of(const ExceptionsFilter& filter) {
    store::ExceptionTable::Filter out;
    out.state = filter.closed ? "closed" : "open";
    out.code = filter.code;
    out.team = filter.team;
    out.subject = filter.subject;
    out.limit = 1'000'000;
    return out;
}

store::ExceptionRow find(store::UnitOfWork& unit, std::int64_t id) {
    auto row = unit.exceptions().find(id);
    if (!row) throw UsageError(fmt::format("there is no exception {}; `ledgerline exceptions list` shows them", id));
    return *row;
}

store::ExceptionRow find_open(store::UnitOfWork& unit, std::int64_t id) {
    auto row = find(unit, id);
    if (row.state != "open")
        throw UsageError(fmt::format("exception {} was closed at {} by {}", id, base::iso_time(row.closed_at), row.closed_by));
    return row;
}

Value json_of(const store::ExceptionRow& row) {
    return Value::object({{"id", Value(row.id)}, {"code", row.code}, {"team", row.team}, {"assigned_to", row.assigned_to}, {"severity", row.severity},
                          {"verdict", row.verdict}, {"state", row.state}, {"title", row.title}, {"subject", row.subject}, {"type", row.type},
                          {"source_key", row.source_key}, {"number", row.number}, {"amount", row.amount}, {"currency", row.currency},
                          {"opened_at", base::iso_time(row.opened_at)}, {"closed_by", row.closed_by}, {"resolution", row.resolution}});
}

int list_groups(const Common& common, const store::Store& store) {
    std::vector<store::ExceptionTable::Group> groups;
    store.read([&](store::UnitOfWork& unit) { groups = unit.exceptions().groups(); });
    if (common.json) {
        Value out = Value::array();
        for (const auto& group : groups)
            out.push(Value::object({{"code", group.code}, {"subject", group.subject}, {"team", group.team}, {"title", group.title},
                                    {"messages", Value(group.messages)}, {"findings", Value(group.findings)}, {"oldest", base::iso_time(group.oldest)}}));
        print_json(common, out);
    } else {
        for (const auto& group : groups)
            print(common, fmt::format("{:>6} {} {:<26} {:<16} {:<32} {}", group.messages, group.messages == 1 ? "waits for" : "wait for ", group.code, group.team,
                                      group.subject, group.title));
        if (groups.empty()) print(common, "No open exceptions.");
    }
    return groups.empty() ? exit_code::fine : exit_code::findings;
}

// The messages of these exceptions go through the rules again. What was sent and may exist is never among them.
void retry(store::UnitOfWork& unit, const store::ExceptionRow& row, const std::string& who, bool dry_run) {
    if (row.message_id == 0)
        throw UsageError(fmt::format("exception {} is about the flow {}, which tries again by itself", row.id, row.route));
    const auto message = unit.messages().find(row.message_id).value();
    if (const auto outbox = unit.outbox().of_message(message.id); outbox && outbox->state == store::outbox_state::unconfirmed)
        throw UsageError(fmt::format("exception {}: it is not known whether {} was booked, so sending it again is not safe. Look for {} in the ERP; the engine "
                                     "goes on looking it up by itself", row.id, outbox->idempotency_key, outbox->idempotency_key));
    if (message.state == store::message_state::ready || message.state == store::message_state::routed)
        throw UsageError(fmt::format("exception {}: {} {} is being worked on just now, and its waiting lines are judged anew by themselves", row.id, message.type, message.number));
    if (message.state != store::message_state::held)
        throw UsageError(fmt::format("exception {}: {} {} is already {}; correct the document in the ERP, then `exceptions resolve {} --note ...`", row.id,
                                     message.type, message.number, message.state, row.id));
    if (dry_run) return;
    unit.messages().release(message.id);
    ledger::record(unit, {message.id, message.correlation, "retry asked", who, Value::object({{"exception", Value(row.id)}})});
}

} // namespace

int exceptions_list(const Common& common, const ExceptionsFilter& filter) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    if (filter.grouped) return list_groups(common, *store);
    std::vector<store::ExceptionRow> rows;
    store->read([&](store::UnitOfWork& unit) { rows = unit.exceptions().list(filter_of(filter)); });
    if (common.json) {
        Value out = Value::array();
        for (const auto& row : rows) out.push(json_of(row));
        print_json(common, out);
    } else {
        for (const auto& row : rows)
            print(common, fmt::format("{:>6}  {:<26} {:<16} {:<12} {:>16}  {}", row.id, row.code, row.assigned_to.empty() ? row.team : row.assigned_to,
                                      row.number.empty() ? row.source_key : row.number, money(row.amount, row.currency), row.title));
        if (rows.empty()) print(common, filter.closed ? "No closed exceptions fit." : "No open exceptions fit.");
    }
    return rows.empty() || filter.closed ? exit_code::fine : exit_code::findings;
}

int exceptions_show(const Common& common, std::int64_t id) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    store::ExceptionRow row;
    std::vector<store::FindingRow> findings;
    store->read([&](store::UnitOfWork& unit) {
        row = find(unit, id);
        findings = unit.exceptions().findings(id);
    });
    const exceptions::Kind& kind = exceptions::kind_of(row.code);
    if (common.json) {
        Value list = Value::array();
        for (const auto& finding : findings)
            list.push(Value::object({{"code", finding.code}, {"subject", finding.subject}, {"component", finding.component}, {"message", finding.message},
                                     {"where", finding.where}, {"facts", message::parse_json(finding.facts)}}));
        Value out = json_of(row);
        out.set("meaning", kind.meaning);
        out.set("remedy", kind.remedy);
        out.set("findings", std::move(list));
        print_json(common, out);
        return exit_code::fine;
    }
    print(common, fmt::format("Exception {} · {} · {}", row.id, row.code, row.state));
    print(common, fmt::format("  {}", row.title));
    if (!row.source_key.empty()) print(common, fmt::format("  {} {} {}", row.type, row.number.empty() ? row.source_key : row.number, money(row.amount, row.currency)));
    print(common, fmt::format("  owner    {}{}", row.team, row.assigned_to.empty() ? "" : ", assigned to " + row.assigned_to));
    print(common, fmt::format("  since    {}", base::iso_time(row.opened_at)));
    print(common, fmt::format("  retry    {}", kind.verdict));
    print(common, fmt::format("  meaning  {}", kind.meaning));
    print(common, fmt::format("  to do    {}", kind.remedy));
    print(common, "  findings");
    for (const auto& finding : findings) {
        print(common, fmt::format("    {} [{}] {}", finding.code, finding.component, finding.message));
        if (!finding.where.empty()) print(common, fmt::format("      at {}", finding.where));
        if (finding.facts != "{}") print(common, fmt::format("      {}", finding.facts));
    }
    if (row.state == "closed") print(common, fmt::format("  closed   {} by {} {}", base::iso_time(row.closed_at), row.closed_by, row.resolution));
    return exit_code::fine;
}

int exceptions_retry(const Common& common, std::int64_t id, const ExceptionsFilter& filter, bool dry_run) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    std::size_t count = 0, left = 0;
    const auto work = [&](store::UnitOfWork& unit) {
        if (id > 0) {
            const auto row = find_open(unit, id);
            retry(unit, row, operator_name(common), dry_run);
            count = 1;
            return;
        }
        for (const auto& row : unit.exceptions().list(filter_of(filter))) {
            const auto message = row.message_id == 0 ? std::nullopt : unit.messages().find(row.message_id);
            if (!message || message->state != store::message_state::held) {
                ++left;
                continue;
            }
            retry(unit, row, operator_name(common), dry_run);
            ++count;
        }
    };
    if (dry_run) store->read(work);
    else store->commit(work);
    print_done(common,
               fmt::format("{} {} be judged anew{}", count, dry_run ? "would" : "will",
                           left > 0 ? fmt::format("; {} are left alone: they are about a flow, or were sent already", left) : ""),
               Value::object({{"dry_run", dry_run}, {"judged_anew", Value(static_cast<std::int64_t>(count))}, {"left_alone", Value(static_cast<std::int64_t>(left))}}));
    return exit_code::fine;
}

int exceptions_resolve(const Common& common, std::int64_t id, const std::string& note, bool dry_run) {
    if (note.empty()) throw UsageError("say how it was settled: --note \"...\" (it goes into the history)");
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    const auto work = [&](store::UnitOfWork& unit) {
        const auto row = find_open(unit, id);
        const std::string who = operator_name(common);
        if (row.message_id != 0) {
            const auto message = unit.messages().find(row.message_id).value();
            if (const auto outbox = unit.outbox().of_message(message.id); outbox && outbox->state == store::outbox_state::unconfirmed)
                throw UsageError(fmt::format("exception {}: it is still being looked up whether {} was booked; it cannot be resolved before that is known", id,
                                             outbox->idempotency_key));
            if (message.state == store::message_state::routed)
                throw UsageError(fmt::format("exception {}: {} {} is being sent just now; resolve it when its outcome is known", id, message.type, message.number));
            if (dry_run) return;
            if (message.state == store::message_state::held || message.state == store::message_state::ready) unit.messages().move(message.id, message.version, store::message_state::dropped);
            Value detail = Value::object({{"exception", Value(id)}, {"note", note}});
            // A change of a posted document that a person has carried over: from now on this revision is what stands in the ERP.
            if (auto reference = unit.cross_references().of_source(message.source, message.type, message.source_key)) {
                // Of an order that is on its document in part, the rest is not posted any more.
                if (const auto part = commerce::part_posted(unit, *reference)) detail.set("not_posted", commerce::waiting_detail(part->body));
                reference->message_id = message.id;
                reference->revision = message.revision;
                unit.cross_references().put(*reference);
            }
            ledger::record(unit, {message.id, message.correlation, "resolved", who, std::move(detail)});
        }
        if (!dry_run) unit.exceptions().close(id, unit.now(), who, note);
    };
    if (dry_run) store->read(work);
    else store->commit(work);
    print_done(common, fmt::format("Exception {} {} closed; its message is not sent by the engine.", id, dry_run ? "would be" : "is"),
               Value::object({{"dry_run", dry_run}, {"exception", Value(id)}, {"state", "closed"}}));
    return exit_code::fine;
}

int exceptions_assign(const Common& common, std::int64_t id, const std::string& to, bool dry_run) {
    const base::SystemClock clock;
    const config::Deployment deployment = read(common);
    const auto store = open_store(deployment, clock);
    const auto work = [&](store::UnitOfWork& unit) {
        const auto row = find_open(unit, id);
        if (dry_run) return;
        unit.exceptions().assign(id, to);
        ledger::record(unit, {row.message_id, "", "assigned", operator_name(common), Value::object({{"exception", Value(id)}, {"note", to}})});
    };
    if (dry_run) store->read(work);
    else store->commit(work);
    print_done(common, fmt::format("Exception {} {} assigned to {}.", id, dry_run ? "would be" : "is", to),
               Value::object({{"dry_run", dry_run}, {"exception", Value(id)}, {"assigned_to", to}}));
    return exit_code::fine;
}

} // namespace ledgerline::app
