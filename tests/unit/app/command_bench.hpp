// The command line over a small deployment in a scratch folder, with the engine's real plugins. Nothing is contacted: both addresses
// are of ports where nobody listens.
#pragma once

#include "support/engine_bench.hpp"
#include "unit/config/folder.hpp"

#include "app/command_line.hpp"
#include "ledger/history.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace ledgerline::test {

struct Ran {
    int code = 0;
    std::string out, err;
};

inline const std::string shop_token = "tok-3141592653", erp_password = "pw-2718281828";

inline const std::string whole_deployment = R"(deployment: small
store: data/ledgerline.db
connections:
  shop: {plugin: bigcommerce, url: "http://127.0.0.1:9/stores/small", token: "${env:SHOP_TOKEN}"}
  erp: {plugin: sapb1, url: "http://127.0.0.1:9/b1s/v2", company: SMALL, user: ledgerline, password: "${env:ERP_PASSWORD}"}
routes:
  items: {from: erp/items, to: item-master}
  orders:
    from: shop/orders
    to: erp/orders
    needs: [items]
    rules:
      - payment-gate: {}
      - sku-match: {}
      - tax-map: {map: tax.csv}
      - total-check: {}
)";

class CommandBench {
public:
    explicit CommandBench(const std::string& yaml = whole_deployment) {
        folder.write("ledgerline.yaml", yaml);
        folder.write("maps/tax.csv", "country,tax,class,rate,code\nGB,UK VAT,,20,S1\n");
    }

    Ran run(std::vector<std::string> words, const std::string& user = "ada") const {
        words.insert(words.begin(), "ledgerline");
        words.insert(words.end(), {"--deployment", folder.path().string()});
        return run_bare(words, user);
    }
    Ran run_bare(const std::vector<std::string>& words, const std::string& user = "ada") const {
        std::vector<const char*> arguments;
        for (const std::string& word : words) arguments.push_back(word.c_str());
        app::Common common;
        common.engine_plugins = std::string(LEDGERLINE_BINARY_DIR) + "/lib/ledgerline/plugins";
        common.environment = config::test::environment({{"SHOP_TOKEN", shop_token}, {"ERP_PASSWORD", erp_password}, {"USER", user}});
        common.out = std::tmpfile();
        common.err = std::tmpfile();
        Ran ran;
        ran.code = app::command_line(static_cast<int>(arguments.size()), arguments.data(), common);
        ran.out = whole(common.out);
        ran.err = whole(common.err);
        return ran;
    }
    // As JSON; fails the test if it is none.
    message::Value json(std::vector<std::string> words) const {
        words.push_back("--json");
        const Ran ran = run(words);
        INFO(ran.out << ran.err);
        try {
            return message::parse_json(ran.out);
        } catch (const message::JsonError& error) {
            FAIL("not JSON: " << error.what());
        }
        return {};
    }
    // The engine's work so far, made by hand.
    void commit(const std::function<void(store::UnitOfWork&)>& work) const {
        std::filesystem::create_directories(folder.path() / "data");
        store::Store store(store::Location{(folder.path() / "data" / "ledgerline.db").string()}, clock, store::Store::Mode::inline_);
        store.commit(work);
    }
    // An order in a state, with its outbox row where `outbox` is not "".
    store::Id add(const std::string& id, const std::string& state, const std::string& outbox = "") const {
        store::Id made = 0;
        commit([&](store::UnitOfWork& unit) {
            store::MessageRow row;
            row.route = "orders";
            row.source = "shop/orders";
            row.type = "order";
            row.source_key = id;
            row.revision = "r" + id;
            row.group_key = "order:shop/orders:" + id;
            row.correlation = "order-" + id;
            row.state = outbox.empty() ? state : store::message_state::ready;
            row.number = "N" + id;
            row.amount = "62.7700";
            row.currency = "GBP";
            row.id = made = unit.messages().add(row, order(id));
            ledger::record(unit, {made, row.correlation, "received", "shop/orders", message::Value::object({{"changed_at", "2026-03-01T10:00:00Z"}})});
            if (outbox.empty()) return;
            store::OutboxRow out;
            out.message_id = made;
            out.route = "orders";
            out.sink = "erp/orders";
            out.idempotency_key = "order:shop:" + id;
            out.group_key = row.group_key;
            out.state = store::outbox_state::ready;
            const store::Id sent = unit.outbox().add(out, order(id));
            REQUIRE(unit.messages().move(made, 0, state));
            if (outbox != store::outbox_state::ready) REQUIRE(unit.outbox().move(sent, store::outbox_state::ready, outbox, 0, ""));
        });
        return made;
    }
    // Opens its exception; the number of it.
    store::Id hold(store::Id message, const std::string& code, const std::string& subject = "") const {
        store::Id id = 0;
        commit([&](store::UnitOfWork& unit) {
            exceptions::Found found;
            found.code = code;
            found.message = "because of " + code;
            found.subject = subject;
            found.component = "orders/sku-match";
            found.where = "/lines/0/sku";
            found.facts = message::Value::object({{"sku", "MUG"}});
            id = exceptions.hold(unit, unit.messages().find(message).value(), {found});
        });
        return id;
    }
    void post(store::Id message) const {
        commit([&](store::UnitOfWork& unit) {
            const auto row = unit.messages().find(message).value();
            store::CrossReferenceRow reference;
            reference.source = row.source;
            reference.type = row.type;
            reference.source_key = row.source_key;
            reference.sink = "erp/orders";
            reference.idempotency_key = "order:shop:" + row.source_key;
            reference.remote_id = "17";
            reference.remote_number = "26000017";
            reference.amount = "62.77";
            reference.currency = "GBP";
            reference.message_id = message;
            unit.cross_references().put(reference);
        });
    }
    std::string state_of(store::Id message) const {
        std::string state;
        commit([&](store::UnitOfWork& unit) { state = unit.messages().find(message)->state; });
        return state;
    }
    store::ExceptionRow exception(store::Id id) const {
        store::ExceptionRow row;
        commit([&](store::UnitOfWork& unit) { row = unit.exceptions().find(id).value(); });
        return row;
    }
    // "what by who: note" of the newest entry of a message's history.
    std::string last_entry(store::Id message) const {
        std::string text;
        commit([&](store::UnitOfWork& unit) {
            const auto entries = unit.history().of_message(message);
            if (!entries.empty()) text = entries.back().what + " by " + entries.back().who + ": " + message::parse_json(entries.back().detail)["note"].text_or("");
        });
        return text;
    }

    config::test::Folder folder;
    HandClock clock;
    config::OwnerSettings owners;
    exceptions::Exceptions exceptions{owners};

private:
    static std::string whole(std::FILE* file) {
        std::rewind(file);
        std::string text;
        for (int letter = std::fgetc(file); letter != EOF; letter = std::fgetc(file)) text += static_cast<char>(letter);
        std::fclose(file);
        return text;
    }
};

} // namespace ledgerline::test
