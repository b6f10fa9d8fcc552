#include "app/command_line.hpp"

#include "app/commands/check.hpp"
#include "app/commands/exceptions.hpp"
#include "app/commands/plugins.hpp"
#include "app/commands/push.hpp"
#include "app/commands/refund_story.hpp"
#include "app/commands/refunds.hpp"
#include "app/commands/returns.hpp"
#include "app/commands/run.hpp"
#include "app/commands/status.hpp"
#include "app/commands/stock.hpp"
#include "app/commands/trace.hpp"
#include "app/version.hpp"
#include "base/log_text.hpp"
#include "ledgerline/abi.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ledgerline::app {
namespace {

// The verbs, each with what it does when it is the one. CLI11 fills the options in; the chosen verb's work is run afterwards,
// so that nothing happens while the line is still being read.
class Verbs {
public:
    explicit Verbs(Common& common) : common_(common) {
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.add_option("-d,--deployment", common_.directory, "Directory of the deployment")->capture_default_str();
        app_.add_option("--overlay", common_.overlay, "Name of a file in overlays/ that changes the deployment for another environment");
        app_.add_flag("--json", common_.json, "Answer in JSON");
        engine_verbs();
        look_verbs();
        return_verbs();
        exception_verbs();
        plugin_verbs();
    }

    int run(int argc, const char* const* argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            if (const std::string unknown = unknown_verb(argc, argv); !unknown.empty() && error.get_exit_code() != 0) {
                print_error(common_, unknown);
                return exit_code::usage;
            }
            const int code = app_.exit(error, out_, err_);
            fmt::print(common_.out, "{}", out_.str());
            for (std::string line; std::getline(err_, line);) fmt::print(common_.err, "{}\n", base::visible(line));
            return code == 0 ? exit_code::fine : exit_code::usage;
        }
        return work_ ? work_() : exit_code::usage;
    }

private:
    // "" if every word that stands where a verb is expected is one. The parser only says that a verb is missing.
    std::string unknown_verb(int argc, const char* const* argv) const {
        const CLI::App* at = &app_;
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            if (!word.empty() && word.front() == '-') {
                if (word == "-d" || word == "--deployment" || word == "--overlay") ++i; // and its value
                continue;
            }
            std::vector<std::string> known;
            const CLI::App* next = nullptr;
            for (const CLI::App* one : at->get_subcommands([](const CLI::App*) { return true; })) {
                known.push_back(one->get_name());
                if (one->get_name() == word) next = one;
            }
            if (known.empty()) return "";
            if (!next) {
                const std::string near = config::nearest(word, known);
                return fmt::format("there is no verb \"{}\"{}; there are {}", word, near.empty() ? "" : fmt::format(" (did you mean {}?)", near), fmt::join(known, ", "));
            }
            at = next;
        }
        return "";
    }

    CLI::App* verb(CLI::App& parent, const std::string& name, const std::string& help, std::function<int()> work) {
        CLI::App* sub = parent.add_subcommand(name, help);
        sub->callback([this, work = std::move(work)] { work_ = work; });
        return sub;
    }

    void engine_verbs() {
        CLI::App* run_verb = verb(app_, "run", "The host process: reads, decides, sends, until it is told to stop", [this] { return app::run(common_, run_); });
        CLI::Option* once = run_verb->add_flag("--once", run_.once, "Work until nothing is due, then end");
        run_verb->add_option("--give-up-after", run_.give_up_ms, "With --once: milliseconds that a system may be unreachable")->capture_default_str()->needs(once);
        CLI::App* check_verb = verb(app_, "check", "Reads the whole deployment and loads the plugins; 0 means that run starts", [this] { return app::check(common_, online_); });
        check_verb->add_flag("--online", online_, "Contact both systems too, reading only");
        CLI::App* prepare_verb = verb(app_, "prepare", "Creates what components need in their systems (user tables, fields, stored queries)", [this] { return app::prepare(common_, name_, dry_run_); });
        prepare_verb->add_option("connection", name_, "Only this connection");
        prepare_verb->add_flag("--dry-run", dry_run_, "Only list what is missing");
        CLI::App* push_verb = verb(app_, "push", "With --dry-run: lists every change of stock and catalogue that the engine would push; reads both systems, changes nothing", [this] { return app::push(common_, push_); });
        push_verb->add_flag("--dry-run", push_.dry_run, "Only list: the engine itself pushes");
        push_verb->add_option("--route", push_.route, "Only this route");
        push_verb->add_flag("--csv", push_.csv, "As a table");
        push_verb->add_option("--give-up-after", push_.give_up_ms, "Milliseconds that a system may be unreachable")->capture_default_str();
        verb(app_, "version", "Versions of the engine and of the plugin contract", [this] {
            print_done(common_, fmt::format("ledgerline {} · plugin contract {}.{}", version, LL_ABI_MAJOR, LL_ABI_MINOR),
                       message::Value::object({{"version", version}, {"plugin_contract", fmt::format("{}.{}", LL_ABI_MAJOR, LL_ABI_MINOR)}}));
            return exit_code::fine;
        });
    }

    void look_verbs() {
        verb(app_, "status", "Flows, queues, last success, waiting money, open exceptions", [this] { return app::status(common_); });
        verb(app_, "verify-history", "Checks the hash chain of the history", [this] { return app::verify_history(common_); });
        CLI::App* order = app_.add_subcommand("order", "Orders");
        order->require_subcommand(1);
        CLI::App* trace_verb = verb(*order, "trace", "The whole story of one order, by any id of either system", [this] { return app::trace(common_, "order", name_); });
        trace_verb->add_option("id", name_, "The store's order id or number, the ERP's document id or number, or the key, such as order:shop:1047")->required();
        CLI::App* stock = app_.add_subcommand("stock", "Stock");
        stock->require_subcommand(1);
        CLI::App* explain = verb(*stock, "explain", "Why the store shows this number: every term, what was sent last, and what is due", [this] { return stock_explain(common_, name_); });
        explain->add_option("sku", name_, "The SKU as the store has it, to the byte")->required();
    }

    void return_verbs() {
        CLI::App* refund = app_.add_subcommand("refund", "Refunds");
        refund->require_subcommand(1);
        CLI::App* trace_verb = verb(*refund, "trace", "The whole story of refunds and of the goods that come back for them", [this] { return refund_trace(common_, name_); });
        trace_verb->add_option("id", name_, "The store's id of the refund or the key that it was entered with, its order's id or number, or the number of the credit memo")->required();
        refund_verbs(*refund);
        CLI::App* group = app_.add_subcommand("return", "Goods that come back");
        group->require_subcommand(1);
        CLI::App* record = verb(*group, "record", "Goods came back and were looked at: each --line or --sku begins another line", nullptr);
        record->add_option("--order", return_.order, "The store's id of the order, or its number")->required();
        record->add_option("--id", return_.id, "Your name for this return, such as RMA-17; under the same name it is recorded once")->required();
        record->add_option("--store", return_.store, "Connection of the order's store, where several have such an order");
        record->add_option("--refund", return_.refund_id, "The store's id of the refund that pays for it");
        record->add_option("--received", return_.received_on, "Day on which the goods came back, YYYY-MM-DD; today without it");
        record->add_option("--note", return_.note, "Remark");
        record->add_flag("--dry-run", dry_run_, "Only say what would be done");
        for (const auto& [name, help] : {std::pair("--line", "The store's id of the order line"), std::pair("--sku", "Or its SKU, to the byte"), std::pair("--quantity", "How much of it came back"),
                                         std::pair("--warehouse", "Where it is; by the map of returns without it"), std::pair("--reason", "Why it came back")})
            record->add_option(name, words_[name], help)->allow_extra_args(false);
        record->add_flag("--unsellable", unsellable_, "It is damaged, used or not ours: it never becomes stock that is sold");
        record->callback([this, record] {
            read_lines(*record);
            work_ = [this] { return return_record(common_, return_, dry_run_); };
        });
        CLI::App* withdraw = verb(*group, "withdraw", "It was entered wrongly, or no goods came back after all", [this] { return return_withdraw(common_, withdrawal_, dry_run_); });
        withdraw->add_option("--id", withdrawal_.key, "The id that it was entered with")->required();
        add_withdrawal(*withdraw);
    }

    void refund_verbs(CLI::App& group) {
        CLI::App* record = verb(group, "record", "Money went back outside of the store: a chargeback, goodwill by bank transfer", [this] {
            read_units();
            return refund_record(common_, refund_, dry_run_);
        });
        record->add_option("--order", refund_.order, "The store's id of the order, or its number")->required();
        record->add_option("--amount", refund_.amount, "All that went back, tax included, in the order's currency")->required();
        record->add_option("--kind", refund_.kind, "chargeback, goodwill or other")->required();
        record->add_option("--reason", refund_.reason, "Why; stands in the history and on the credit memo")->required();
        record->add_option("--key", refund_.key, "The bank's reference: under the same one it is recorded once. Needed for a chargeback");
        record->add_option("--store", refund_.store, "Connection of the order's store, where several have such an order");
        record->add_option("--line", units_, "Units of an order line that it is for, as LINE=UNITS; may stand several times. Without lines and charges it is an amount on the whole order")->allow_extra_args(false);
        record->add_option("--shipping", refund_.shipping, "What of the amount is for shipping");
        record->add_option("--handling", refund_.handling, "What of the amount is for handling");
        record->add_flag("--goods-expected", refund_.goods_expected, "The goods of its lines are to come back");
        record->add_option("--on", refund_.on, "Day on which the money left, YYYY-MM-DD; today without it");
        record->add_option("--by", refund_.by, "Who answers for it; you without it");
        CLI::App* withdraw = verb(group, "withdraw", "It was entered and is no refund any more, for instance because the bank decided for you", [this] { return refund_withdraw(common_, withdrawal_, dry_run_); });
        withdraw->add_option("key", withdrawal_.key, "The key that it was entered with")->required();
        add_withdrawal(*withdraw);
        record->add_flag("--dry-run", dry_run_, "Only say what would be done");
    }

    void add_withdrawal(CLI::App& to) {
        to.add_option("--reason", withdrawal_.reason, "Why; goes into the history")->required();
        to.add_option("--by", withdrawal_.by, "Who answers for it; you without it");
        to.add_flag("--dry-run", dry_run_, "Only say what would be done");
    }

    // "32=2"; the store's id of a line may hold the sign itself.
    void read_units() {
        for (const std::string& word : units_) {
            const std::size_t at = word.rfind('=');
            if (at == std::string::npos) throw UsageError(fmt::format("--line: \"{}\" does not say how many units; write it like 32=2", word));
            refund_.lines.push_back({word.substr(0, at), word.substr(at + 1)});
        }
    }

    // The options of lines belong to the --line or --sku before them.
    void read_lines(const CLI::App& record) {
        std::map<const CLI::Option*, std::size_t> read;
        for (const CLI::Option* option : record.parse_order()) {
            const std::string name = option->get_name();
            const bool begins = name == "--line" || name == "--sku";
            if (!begins && name != "--unsellable" && words_.count(name) == 0) continue;
            if (begins) return_.lines.emplace_back();
            if (return_.lines.empty()) throw CLI::ValidationError(name, "stands before the line that it is of; write --line or --sku first");
            intake::EnteredLine& line = return_.lines.back();
            if (name == "--unsellable") {
                line.sellable = false;
                continue;
            }
            const std::string& word = option->results().at(read[option]++);
            (name == "--line" ? line.line_id : name == "--sku" ? line.sku : name == "--quantity" ? line.quantity : name == "--warehouse" ? line.warehouse : line.reason) = word;
        }
    }

    void exception_verbs() {
        CLI::App* group = app_.add_subcommand("exceptions", "What a person must decide");
        group->require_subcommand(1);
        CLI::App* list = verb(*group, "list", "Open exceptions", [this] { return exceptions_list(common_, filter_); });
        add_filter(*list);
        CLI::Option* closed = list->add_flag("--closed", filter_.closed, "Closed ones instead");
        list->add_flag("--groups", filter_.grouped, "One line for each cause of open ones: several messages may share it")->excludes(closed);
        CLI::App* show = verb(*group, "show", "One exception with everything that was found", [this] { return exceptions_show(common_, id_); });
        show->add_option("id", id_, "Number of the exception")->required();
        CLI::App* retry = verb(*group, "retry", "Judge messages anew", [this] {
            const bool by_cause = !filter_.code.empty() || !filter_.team.empty() || !filter_.subject.empty();
            if (one_.has_value() == by_cause) throw UsageError("say which: either an exception's number, or --code, --team or --subject");
            return exceptions_retry(common_, one_, filter_, dry_run_);
        });
        retry->add_option("id", one_, "Number of the exception");
        add_filter(*retry);
        CLI::App* resolve = verb(*group, "resolve", "It was settled elsewhere: the message is not sent", [this] { return exceptions_resolve(common_, id_, {note_, document_, "", document_cancelled_}, dry_run_); });
        resolve->add_option("id", id_, "Number of the exception")->required();
        resolve->add_option("--note", note_, "How it was settled; goes into the history")->required();
        CLI::Option* document = resolve->add_option("--document", document_, "Number of the document in the ERP that stands for it, if you booked one or found one");
        resolve->add_flag("--document-cancelled", document_cancelled_, "You cancelled the credit memo of this refund, or took the goods of this return out of stock again: it counts no more")->excludes(document);
        CLI::App* reopen = verb(*group, "reopen", "It was not settled after all: judge it anew", [this] { return exceptions_reopen(common_, id_, note_, dry_run_); });
        reopen->add_option("id", id_, "Number of the closed exception")->required();
        reopen->add_option("--note", note_, "Why; goes into the history")->required();
        CLI::App* assign = verb(*group, "assign", "Give it to somebody", [this] { return exceptions_assign(common_, id_, name_, dry_run_); });
        assign->add_option("id", id_, "Number of the exception")->required();
        assign->add_option("to", name_, "Team or person")->required();
        for (CLI::App* changing : {retry, resolve, reopen, assign}) changing->add_flag("--dry-run", dry_run_, "Only say what would be done");
    }

    void plugin_verbs() {
        CLI::App* group = app_.add_subcommand("plugins", "What is loaded");
        group->require_subcommand(1);
        verb(*group, "list", "Plugins and their components", [this] { return plugins_list(common_); });
        CLI::App* describe = verb(*group, "describe", "Everything that a plugin and its components can be told", [this] { return plugins_describe(common_, name_); });
        describe->add_option("name", name_, "Name of the plugin")->required();
    }

    void add_filter(CLI::App& to) {
        to.add_option("--code", filter_.code, "Only this code");
        to.add_option("--team", filter_.team, "Only this owner, or whom it was assigned to");
        to.add_option("--subject", filter_.subject, "Only this cause, for example sku:85123a");
    }

    Common& common_;
    CLI::App app_{"Ledgerline keeps a BigCommerce storefront and an SAP Business One company in step.", "ledgerline"};
    std::function<int()> work_;
    std::ostringstream out_;
    std::stringstream err_;
    RunOptions run_;
    PushOptions push_;
    ExceptionsFilter filter_;
    intake::EnteredReturn return_;
    std::map<std::string, std::vector<std::string>> words_; // of the options of its lines
    intake::EnteredRefund refund_;
    intake::EnteredWithdrawal withdrawal_;
    std::vector<std::string> units_; // of its lines: "32=2"
    int unsellable_ = 0;
    bool online_ = false, dry_run_ = false, document_cancelled_ = false;
    std::int64_t id_ = 0;
    std::optional<std::int64_t> one_; // where it may be left out
    std::string name_, note_, document_;
};

} // namespace

int command_line(int argc, const char* const* argv, Common common) {
    try {
        return Verbs(common).run(argc, argv);
    } catch (const config::ConfigError& error) {
        fmt::print(common.err, "ledgerline: the deployment is not in order:\n{}\n", error.what());
        return exit_code::configuration;
    } catch (const plugin::PluginError& error) {
        print_error(common, error.what());
        return exit_code::configuration;
    } catch (const UsageError& error) {
        print_error(common, error.what());
        return exit_code::usage;
    } catch (const std::exception& error) {
        print_error(common, error.what());
        return exit_code::findings;
    }
}

} // namespace ledgerline::app
