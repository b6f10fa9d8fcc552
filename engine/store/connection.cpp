#include "store/connection.hpp"

#include <fmt/format.h>

#include <Poco/Data/AbstractBinding.h>
#include <Poco/Data/AbstractExtraction.h>
#include <Poco/Data/AbstractExtractor.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/SQLite/SQLiteStatementImpl.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace ledgerline::store {

namespace {

namespace data = Poco::Data;

// All arguments of a statement at once. Poco's own bindings hold a reference to one variable of one type each; the
// arguments of ours change with every execution, in value and in type, while the prepared statement stays.
class AllArguments final : public data::AbstractBinding {
public:
    explicit AllArguments(std::size_t count) : AbstractBinding("", PD_IN, 0), count_(count) {}

    void take(const std::vector<Argument>& arguments) { arguments_ = &arguments; }

    std::size_t numOfColumnsHandled() const override { return count_; }
    std::size_t numOfRowsHandled() const override { return 1; }
    bool canBind() const override { return true; } // again and again, as a container; the statement stops after one
    void reset() override {}
    void bind(std::size_t position) override {
        for (const Argument& argument : *arguments_) {
            if (const auto* integer = std::get_if<std::int64_t>(&argument))
                getBinder()->bind(position++, static_cast<Poco::Int64>(*integer));
            else getBinder()->bind(position++, std::get<std::string>(argument));
        }
    }

private:
    const std::vector<Argument>* arguments_ = nullptr;
    std::size_t count_;
};

// Poco 1.11 prepares a statement anew at every execution, which costs more than most of our statements themselves. This
// one is prepared once, runs once for each execution, and tells its number of columns. (Poco's count of affected rows is
// set while preparing, so it is of no use here: the database is asked instead.)
class KeptStatement final : public data::SQLite::SQLiteStatementImpl {
public:
    using SQLiteStatementImpl::SQLiteStatementImpl;
    std::size_t columns() const { return columnsReturned(); }

protected:
    void compileImpl() override {
        if (prepared_) return;
        SQLiteStatementImpl::compileImpl();
        prepared_ = true;
    }
    bool canBind() const override { return false; } // there is never a second set of arguments

private:
    bool prepared_ = false;
};

// All columns of a row at once, as text.
class AllColumns final : public data::AbstractExtraction {
public:
    explicit AllColumns(const KeptStatement& statement)
        : AbstractExtraction(data::Limit::LIMIT_UNLIMITED, 0, false), statement_(statement) {}

    std::vector<Row> take() { return std::exchange(rows_, {}); }

    std::size_t numOfColumnsHandled() const override { return statement_.columns(); }
    std::size_t numOfRowsHandled() const override { return rows_.size(); }
    std::size_t numOfRowsAllowed() const override { return data::Limit::LIMIT_UNLIMITED; }
    bool canExtract() const override { return true; }
    bool isNull(std::size_t) const override { return false; }
    std::size_t extract(std::size_t position) override {
        std::vector<std::string> cells(statement_.columns());
        for (std::string& cell : cells) getExtractor()->extract(position++, cell);
        rows_.emplace_back(std::move(cells));
        return 1;
    }
    data::AbstractPreparation::Ptr createPreparation(data::AbstractPreparator::Ptr&, std::size_t) override { return {}; }

private:
    const KeptStatement& statement_;
    std::vector<Row> rows_;
};

struct Prepared {
    Prepared(data::Session& session, std::string_view sql, std::size_t argument_count)
        : implementation(new KeptStatement(*session.impl(), data::SQLite::Utility::dbHandle(session))),
          statement(data::StatementImpl::Ptr(implementation)), arguments(argument_count == 0 ? nullptr : new AllArguments(argument_count)),
          columns(new AllColumns(*implementation)) {
        statement << std::string(sql);
        if (arguments) statement.addBind(data::AbstractBinding::Ptr(arguments));
        statement.addExtract(data::AbstractExtraction::Ptr(columns));
    }

    KeptStatement* implementation; // these three are owned by the statement
    data::Statement statement;
    AllArguments* arguments; // none where the text has no placeholder
    AllColumns* columns;
};

void refuse_nul(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments)
        if (const auto* text = std::get_if<std::string>(&argument); text && text->find('\0') != std::string::npos)
            throw StoreError(fmt::format("the store keeps no text with a NUL character in it: \"{}...\"",
                                         text->substr(0, std::min<std::size_t>(text->find('\0'), 60))));
}

} // namespace

std::int64_t Row::integer(std::size_t at) const {
    const std::string& cell = cells_.at(at);
    if (cell.empty()) return 0;
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (problem != std::errc() || end != cell.data() + cell.size())
        throw StoreError(fmt::format("a column of the store holds \"{}\" where an integer belongs", cell.substr(0, 60)));
    return value;
}

bool Location::in_memory() const {
    return path == ":memory:" || path.find("mode=memory") != std::string::npos;
}

struct Connection::Parts {
    explicit Parts(const Location& location)
        : session(data::SQLite::Connector().createSession(location.path)), handle(data::SQLite::Utility::dbHandle(session)) {}

    template <typename Result>
    Result run(std::string_view sql, const std::vector<Argument>& arguments, Result (*result)(Prepared&, std::size_t affected)) {
        if (lost) throw StoreError("the transaction ended with an earlier error: " + lost_because);
        refuse_nul(arguments);
        const auto found = statements.find(sql);
        Prepared& prepared = found != statements.end() ? found->second : prepare(sql, arguments.size());
        try {
            if ((prepared.arguments ? prepared.arguments->numOfColumnsHandled() : 0) != arguments.size())
                throw StoreError(fmt::format("{} arguments for: {}", arguments.size(), sql));
            if (prepared.arguments) prepared.arguments->take(arguments);
            const int changes_before = sqlite3_total_changes(handle);
            prepared.statement.execute();
            // The difference of two wrapping counters is right even when they wrap.
            return result(prepared, static_cast<unsigned>(sqlite3_total_changes(handle)) - static_cast<unsigned>(changes_before));
        } catch (const data::SQLite::DatabaseFullException& error) {
            failed(sql, error.displayText());
            throw StoreFull("the disk of the store is full: " + error.displayText());
        } catch (const Poco::Exception& error) {
            failed(sql, error.displayText());
            throw StoreError(error.displayText());
        } catch (...) {
            failed(sql, "unexpected");
            throw;
        }
    }

    Prepared& prepare(std::string_view sql, std::size_t argument_count) {
        if (statements.size() >= statements_max) statements.clear();
        return statements
            .try_emplace(std::string(sql), session, sql, argument_count)
            .first->second;
    }

    // A statement that failed half-way keeps its state in Poco and would answer nothing next time: it is made anew.
    void failed(std::string_view sql, const std::string& why) {
        if (const auto found = statements.find(sql); found != statements.end()) statements.erase(found);
        if (in_transaction && !lost && sqlite3_get_autocommit(handle) != 0) {
            lost = true;
            lost_because = why;
        }
    }

    static constexpr std::size_t statements_max = 300; // our texts are about a hundred
    data::Session session;
    sqlite3* handle; // the session's; only for what Poco does not tell: changed rows, and whether a transaction is open
    std::map<std::string, Prepared, std::less<>> statements; // closed before the session
    bool in_transaction = false;
    bool lost = false;
    std::string lost_because;
};

Connection::Connection(const Location& location) {
    try {
        parts_ = std::make_unique<Parts>(location);
    } catch (const Poco::Exception& error) {
        throw StoreError(fmt::format("the store {} cannot be opened: {}", location.path, error.displayText()));
    }
}

Connection::~Connection() = default;

std::size_t Connection::execute(std::string_view sql, const std::vector<Argument>& arguments) {
    return parts_->run<std::size_t>(sql, arguments, [](Prepared& prepared, std::size_t affected) {
        prepared.columns->take();
        return affected;
    });
}

std::vector<Row> Connection::query(std::string_view sql, const std::vector<Argument>& arguments) {
    return parts_->run<std::vector<Row>>(sql, arguments, [](Prepared& prepared, std::size_t) { return prepared.columns->take(); });
}

std::vector<std::string> Connection::statements() const {
    std::vector<std::string> texts;
    for (const auto& [text, prepared] : parts_->statements) texts.push_back(text);
    return texts;
}

void Connection::begin() {
    execute("BEGIN IMMEDIATE");
    parts_->in_transaction = true;
}

void Connection::begin_reading() {
    execute("BEGIN");
    parts_->in_transaction = true;
}

void Connection::commit() {
    execute("COMMIT");
    parts_->in_transaction = false;
}

void Connection::rollback() {
    parts_->in_transaction = false;
    parts_->lost = false;
    if (sqlite3_get_autocommit(parts_->handle) == 0) execute("ROLLBACK");
}

void Connection::begin_part() { execute("SAVEPOINT part"); }

void Connection::end_part() { execute("RELEASE part"); }

void Connection::undo_part() {
    execute("ROLLBACK TO part");
    execute("RELEASE part");
}

} // namespace ledgerline::store
