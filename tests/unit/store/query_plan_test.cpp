// Protects: no query of a step reads a whole table, so that a store with years in it is as quick as an empty one. Every
// text that the tables prepare is explained by the planner; the few reports that may read everything are named here.
#include "sample.hpp"
#include "store/schema.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

using namespace ledgerline;
using namespace ledgerline::store;

namespace {

// Calls every function of every table once, so that its text is prepared.
void use_everything(Connection& connection) {
    UnitOfWork unit(connection, 1);
    const Id id = unit.messages().add(sample::order("1"), message::Value());
    unit.messages().newest("s", "t", "k");
    unit.messages().revisions("s", "t", "k");
    unit.messages().find(id);
    unit.messages().search("word", 5);
    unit.messages().body(id);
    unit.messages().ready("orders", 1, 5);
    unit.messages().move(id, 9, "held");
    unit.messages().release_waiting("item:A");
    unit.messages().release_held("");
    unit.messages().release_held("orders");
    unit.messages().release(id);
    unit.messages().counts();
    unit.messages().first_without_history();
    unit.messages().in_state("ready", 5);
    unit.messages().next_due("orders");
    unit.messages().any_ready("orders", 9);
    unit.messages().unended();
    unit.messages().rename_route("orders", "shop/orders", "orders");
    unit.messages().due_no_later_than(9);

    const Id delivery = unit.outbox().add(sample::delivery(id, "key"), message::Value());
    unit.outbox().find(delivery);
    unit.outbox().of_message(id);
    unit.outbox().by_key("key");
    unit.outbox().body(delivery);
    unit.outbox().due("orders", "sink", "ready", 1, 5);
    unit.outbox().move(delivery, "ready", "ready", 0, "");
    unit.outbox().begin_attempt(delivery);
    unit.outbox().count_probe(delivery);
    unit.outbox().interrupted();
    unit.outbox().counts();
    unit.outbox().next_due("orders", "sink");
    unit.outbox().flows_alive();
    unit.outbox().alive("orders", "sink");
    unit.outbox().any_in_flight("orders", "sink");
    unit.outbox().rename_route(delivery, "orders");
    unit.outbox().due_no_later_than(9);
    const Id attempt = unit.attempts().open(delivery, 1, "deliver", 1);
    unit.attempts().close(attempt, 2, "retry", "");
    unit.attempts().interrupt(delivery, 3);
    unit.attempts().of(delivery);
    unit.attempts().may_have_left(delivery);

    unit.cursors().put({"source", message::Value(), 1, 1});
    unit.cursors().find("source");
    unit.cursors().all();
    unit.cross_references().put({"s", "t", "k", "sink", "key", "1", "2", "", "", "", id, 1});
    unit.cross_references().by_key("key");
    unit.cross_references().of_source("s", "t", "k");
    unit.cross_references().of_remote("1");
    unit.cross_references().count();
    unit.cross_references().remove("key");
    unit.history().append({1, 1, id, "", "", "", "{}", ""});
    unit.history().last();
    unit.history().of_message(id);
    unit.history().each([](const HistoryRow&) { return true; });
    unit.history().count();

    const Id exception = unit.exceptions().open(sample::exception(id), {sample::finding("s", "w")});
    unit.exceptions().update(exception, sample::exception(id), {});
    unit.exceptions().find(exception);
    unit.exceptions().open_of_message(id);
    unit.exceptions().open_of_flow("r", "c", "s");
    unit.exceptions().open_of_flow("r", "c");
    unit.exceptions().count_of_flow("r", "c");
    unit.exceptions().findings(exception);
    unit.exceptions().assign(exception, "jo");
    unit.exceptions().list({});
    unit.exceptions().list({"open", "c", "t", "s", "r", 10});
    unit.exceptions().groups({});
    unit.exceptions().groups({"open", "c", "t", "s", "r", 10});
    unit.exceptions().counts();
    unit.exceptions().close(exception, 1, "jo", "");

    unit.items().put({"A", "a", "r", message::Value(), 1});
    unit.items().find("A");
    unit.items().find(std::vector<std::string>{"A", "B"});
    unit.items().wholes_of(std::vector<std::string>{"A", "B"});
    unit.levels().find(std::vector<std::string>{"A", "B"});
    unit.demand().of_skus({"A", "B"});
    unit.credits().add({0, "shop", "1", "shop/refunds", "12", "total", "", "1.00", "0"});
    unit.credits().of_order("shop", "1");
    unit.credits().of_refund("shop/refunds", "12");
    unit.credits().remove("shop/refunds", "12");
    unit.returned().add({0, "shop/orders", "1", "returns", "RMA-1", "", "31", "1", "1", "announced"});
    unit.returned().of_order("shop/orders", "1");
    unit.returned().of_return("returns", "RMA-1");
    unit.returned().remove("returns", "RMA-1");
    unit.expected_returns().put({"shop/refunds", "12", "31", "shop/orders", "1", "MUG", "1", "0", "2026-01-31", false, false, id});
    unit.expected_returns().of_order("shop/orders", "1");
    unit.expected_returns().of_refund("shop/refunds", "12");
    unit.expected_returns().overdue("2026-01-31", 5);
    unit.expected_returns().next_due();
    unit.expected_returns().remove("shop/refunds", "12");
    unit.listings().of_skus("shop", {"A", "B"});
    unit.pushed_stock().of_skus("stock", {"A", "B"});
    unit.items().near("a", 5);
    unit.items().last_change();
    unit.items().changed_after(1, "A");
    unit.items().near_changed_after(1, "a");
    unit.items().count();
    unit.signals().add("shop/orders", "1", 1);
    unit.signals().of("shop/orders", 5);
    unit.signals().remove(1);
    unit.signals().count("shop/orders");
    unit.arrivals().add("shop/orders", 1, 1, 1);
    unit.arrivals().of("shop/orders");
    unit.arrivals().forget_before("shop/orders", 1);
    for (const char* table : {"pushed_stock", "pushed_listing", "push_due"}) unit.push_queue().forget({table, "old"}, 5);
    unit.push_queue().leftovers();
    unit.notes().put("n", "v");
    unit.notes().get("n");
}

// Reports and small tables: these may read all of it. By a part of their text.
constexpr std::array may_read_everything = {
    "FROM message GROUP BY",            // status
    "FROM outbox GROUP BY",             // status
    "SELECT COUNT(*) FROM",             // status
    "FROM message AS m WHERE NOT EXISTS", // verify-history
    "FROM source_cursor ORDER BY",      // one row a source
    "SELECT DISTINCT route, sink",      // once at a start, from an index
    "UPDATE outbox SET due_at = $1 WHERE due_at >", // once at a start, what is alive
    "UPDATE message SET due_at = $1 WHERE due_at >",
};

bool is_report(const std::string& text) {
    return std::any_of(may_read_everything.begin(), may_read_everything.end(),
                       [&](const char* part) { return text.find(part) != std::string::npos; });
}

std::vector<Row> explain(Connection& connection, const std::string& text) {
    const auto placeholders = static_cast<std::size_t>(std::count(text.begin(), text.end(), '$'));
    return connection.query("EXPLAIN QUERY PLAN " + text, std::vector<Argument>(placeholders, std::int64_t{1}));
}

} // namespace

TEST_CASE("store.plan: no query of a step reads a whole table") {
    const Location location{":memory:"};
    Connection connection(location);
    open_for_writing(connection, location);
    use_everything(connection);

    std::size_t explained = 0;
    for (const std::string& text : connection.statements()) {
        const bool reads = text.starts_with("SELECT") || text.starts_with("UPDATE") || text.starts_with("DELETE");
        if (!reads || text.find("sqlite_master") != std::string::npos || is_report(text)) continue;
        ++explained;
        for (const Row& step : explain(connection, text)) {
            INFO(text);
            INFO(step.text(3));
            // Reading the newest entry or pages of the history by seq goes along the table itself, from a place on.
            const bool newest_entry = text.find("ORDER BY seq DESC LIMIT 1") != std::string::npos;
            // A partial index holds only what is alive: reading all of it is the point.
            const bool alive_only = step.text(3).find("USING INDEX outbox_in_flight") != std::string::npos ||
                                    step.text(3).find("USING COVERING INDEX outbox_in_flight") != std::string::npos ||
                                    step.text(3).find("USING INDEX expected_return_due") != std::string::npos;
            const bool own_list = step.text(3).starts_with("SCAN json_each"); // of the query's own argument
            CHECK((step.text(3).find("SCAN") == std::string::npos || newest_entry || alive_only || own_list));
        }
    }
    CHECK(explained >= 40);
}

TEST_CASE("store.plan: ready messages are read in order, without sorting") {
    const Location location{":memory:"};
    Connection connection(location);
    open_for_writing(connection, location);
    use_everything(connection);
    std::size_t seen = 0;
    for (const std::string& text : connection.statements()) {
        const bool ready = text.find("older.state = 'routed'") != std::string::npos;
        const bool due = text.find("FROM outbox WHERE route = $1 AND sink = $2 AND state = $3") != std::string::npos;
        if (!ready && !due) continue;
        ++seen;
        for (const Row& step : explain(connection, text)) {
            INFO(step.text(3));
            CHECK(step.text(3).find("TEMP B-TREE") == std::string::npos);
        }
    }
    CHECK(seen == 2);
}
