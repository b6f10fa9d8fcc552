#include "b1/sql_text.hpp"

#include "b1/refusal.hpp"
#include "b1/words.hpp"

#include <algorithm>
#include <cctype>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr std::string_view aggregates[] = {"sum", "avg", "min", "max", "count"};
constexpr std::string_view functions[] = {"isnull", "ifnull", "lower", "upper", "left", "right"};
constexpr std::string_view clauses[] = {"from", "where", "group", "having", "order", "inner", "left", "join", "on", "and", "or", "union", "asc", "desc", "as", "like", "in", "is", "not", "between"};

template <std::size_t size>
bool listed(const std::string_view (&words)[size], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::size_t words_max = 1000; // each may be one level deeper than the one before

Refusal wrong(const std::string& text) { return {400, "701", "Invalid SQL syntax: " + text}; } // text: our choice
Refusal not_simulated(const std::string& what) { return malformed("The sandbox does not simulate " + what + " in stored queries"); }

struct Token {
    enum class Kind { word, quoted_name, text, number, parameter, sign, end };
    Kind kind = Kind::end;
    std::string text;
};

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '@' || (static_cast<unsigned char>(c) & 0x80U) != 0; }
bool in_name(char c) { return starts_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string until(std::string_view text, std::size_t& at, char end) {
    std::string out;
    for (++at;; ++at) {
        if (at >= text.size()) throw wrong("a quote is not closed");
        if (text[at] == end) {
            if (at + 1 >= text.size() || text[at + 1] != end) break;
            ++at;
        }
        out += text[at];
    }
    ++at;
    return out;
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> out;
    for (std::size_t at = 0; at < text.size();) {
        if (out.size() > words_max) throw wrong("it has more than " + std::to_string(words_max) + " words and signs");
        const char c = text[at];
        const std::size_t from = at;
        const auto run = [&](auto fits) {
            while (at < text.size() && fits(text[at])) ++at;
            return std::string(text.substr(from, at - from));
        };
        if (std::isspace(static_cast<unsigned char>(c)) != 0) ++at;
        else if (starts_name(c)) out.push_back({Token::Kind::word, run(in_name)});
        else if (std::isdigit(static_cast<unsigned char>(c)) != 0) out.push_back({Token::Kind::number, run([](char d) { return std::isdigit(static_cast<unsigned char>(d)) != 0 || d == '.'; })});
        else if (c == '\'') out.push_back({Token::Kind::text, until(text, at, '\'')});
        else if (c == '"') out.push_back({Token::Kind::quoted_name, until(text, at, '"')});
        else if (c == '[') out.push_back({Token::Kind::quoted_name, until(text, at, ']')});
        else if (c == ':') {
            ++at;
            const std::size_t name = at;
            while (at < text.size() && in_name(text[at])) ++at;
            if (at == name) throw wrong("a parameter has no name");
            out.push_back({Token::Kind::parameter, std::string(text.substr(name, at - name))});
        } else {
            const std::string_view two = text.substr(at, 2);
            const bool is_two = two == "<>" || two == "<=" || two == ">=" || two == "!=";
            out.push_back({Token::Kind::sign, std::string(text.substr(at, is_two ? 2 : 1))});
            at += is_two ? 2 : 1;
        }
    }
    if (!out.empty() && out.back().text == ";") out.pop_back();
    out.push_back({});
    return out;
}

class Parser {
public:
    explicit Parser(std::string_view text) : tokens_(tokens_of(text)) {}

    SqlSelect all() {
        SqlSelect out;
        if (!take("select")) throw wrong("a stored query begins with select");
        out.distinct = take("distinct");
        if (take("top")) {
            const auto number = Decimal::try_parse(next().text);
            if (!number || !number->is_whole() || number->is_negative()) throw wrong("top needs a number");
            out.top = static_cast<std::size_t>(number->normalized().units());
        }
        do out.columns.push_back(column());
        while (sign(","));
        if (!take("from")) throw wrong("from is missing");
        out.from.push_back(source());
        for (;;) {
            if (sign(",")) throw not_simulated("tables that are joined by commas");
            const bool left = take("left");
            if (left) take("outer");
            else take("inner");
            if (!take("join")) {
                if (left) throw wrong("join is missing");
                break;
            }
            SqlSource joined = source();
            joined.left = left;
            if (!take("on")) throw wrong("on is missing");
            joined.on = condition();
            out.from.push_back(std::move(joined));
        }
        if (take("where")) out.where = condition();
        if (take("group")) {
            expect("by");
            do out.group_by.push_back(value());
            while (sign(","));
        }
        if (take("having")) out.having = condition();
        if (take("order")) {
            expect("by");
            do {
                SqlNode by = value();
                const bool descending = take("desc");
                if (!descending) take("asc");
                out.order_by.emplace_back(std::move(by), descending);
            } while (sign(","));
        }
        if (is("union")) throw not_simulated("union");
        if (peek().kind != Token::Kind::end) throw wrong("'" + peek().text + "' is not understood");
        return out;
    }

private:
    const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    const Token& next() {
        const Token& token = peek();
        if (at_ + 1 < tokens_.size()) ++at_;
        return token;
    }
    bool is(std::string_view word) const { return peek().kind == Token::Kind::word && lower(peek().text) == word; }
    bool take(std::string_view word) {
        if (!is(word)) return false;
        next();
        return true;
    }
    void expect(std::string_view word) {
        if (!take(word)) throw wrong(std::string(word) + " is missing");
    }
    bool sign(std::string_view text) {
        if (peek().kind != Token::Kind::sign || peek().text != text) return false;
        next();
        return true;
    }
    void close() {
        if (!sign(")")) throw wrong(") is missing");
    }

    std::string name() {
        const Token& token = next();
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::quoted_name) throw wrong("'" + token.text + "' is no name");
        return token.text;
    }
    // A name that no clause begins with.
    bool is_alias() const { return peek().kind == Token::Kind::quoted_name || (peek().kind == Token::Kind::word && !listed(clauses, lower(peek().text))); }

    std::pair<SqlNode, std::string> column() {
        if (peek().text == "*") throw wrong("select * is not allowed");
        SqlNode node = value();
        std::string shown = node.kind == SqlNode::Kind::column ? node.text : "";
        if (take("as")) shown = name();
        else if (is_alias()) shown = name();
        if (shown.empty()) shown = node.text.empty() ? "column" : upper(node.text);
        return {std::move(node), std::move(shown)};
    }

    SqlSource source() {
        if (peek().text == "(") throw not_simulated("a select inside of a select");
        SqlSource out;
        out.table = name();
        if (take("as")) out.alias = name();
        else if (is_alias()) out.alias = name();
        else out.alias = out.table;
        return out;
    }

    SqlNode made(SqlNode::Kind kind, std::string text, std::vector<SqlNode> inside) const {
        SqlNode node;
        node.kind = kind;
        node.text = std::move(text);
        node.inside = std::move(inside);
        return node;
    }

    SqlNode condition() {
        if (++depth_ > 50) throw wrong("it is nested too deeply");
        SqlNode left = conjunction();
        while (take("or")) left = made(SqlNode::Kind::logic, "or", {std::move(left), conjunction()});
        --depth_;
        return left;
    }
    SqlNode conjunction() {
        SqlNode left = predicate();
        while (take("and")) left = made(SqlNode::Kind::logic, "and", {std::move(left), predicate()});
        return left;
    }
    SqlNode predicate() {
        if (take("not")) return made(SqlNode::Kind::negation, "not", {predicate()});
        if (is("exists")) throw not_simulated("exists");
        if (peek().text == "(" && peek().kind == Token::Kind::sign) {
            next();
            SqlNode inside = condition();
            close();
            return inside;
        }
        SqlNode left = value();
        if (take("is")) {
            const bool inverted = take("not");
            expect("null");
            SqlNode out = made(SqlNode::Kind::is_null, "is null", {std::move(left)});
            return inverted ? made(SqlNode::Kind::negation, "not", {std::move(out)}) : std::move(out);
        }
        const bool inverted = take("not");
        SqlNode out;
        if (take("like")) out = made(SqlNode::Kind::like, "like", {std::move(left), value()});
        else if (take("in")) out = made(SqlNode::Kind::in, "in", list(std::move(left)));
        else if (take("between")) {
            SqlNode low = value();
            expect("and");
            out = made(SqlNode::Kind::logic, "and", {made(SqlNode::Kind::compare, ">=", {left, std::move(low)}), made(SqlNode::Kind::compare, "<=", {left, value()})});
        } else {
            if (inverted) throw wrong("not is followed by '" + peek().text + "'");
            const std::string compare = next().text;
            if (compare != "=" && compare != "<>" && compare != "!=" && compare != "<" && compare != "<=" && compare != ">" && compare != ">=") throw wrong("'" + compare + "' compares nothing");
            return made(SqlNode::Kind::compare, compare == "!=" ? "<>" : compare, {std::move(left), value()});
        }
        return inverted ? made(SqlNode::Kind::negation, "not", {std::move(out)}) : std::move(out);
    }
    std::vector<SqlNode> list(SqlNode left) {
        std::vector<SqlNode> out{std::move(left)};
        if (!sign("(")) throw wrong("( is missing");
        if (is("select")) throw not_simulated("a select inside of a select");
        do out.push_back(value());
        while (sign(","));
        close();
        return out;
    }

    SqlNode value() {
        const Token token = next();
        SqlNode node;
        switch (token.kind) {
        case Token::Kind::text: node.value = token.text; return node;
        case Token::Kind::number:
            if (const auto number = Decimal::try_parse(token.text)) node.value = *number;
            else throw wrong("'" + token.text + "' is no number");
            return node;
        case Token::Kind::parameter: node.kind = SqlNode::Kind::parameter; node.text = token.text; return node;
        case Token::Kind::sign:
            if (token.text == "-" && peek().kind == Token::Kind::number) {
                node = value();
                node.value = std::get<Decimal>(node.value).negated();
                return node;
            }
            throw wrong("'" + token.text + "' is not understood");
        case Token::Kind::end: throw wrong("it ends too early");
        default: break;
        }
        if (sign("(")) return call(lower(token.text));
        node.kind = SqlNode::Kind::column;
        node.text = token.text;
        if (sign(".")) {
            node.table = token.text;
            node.text = name();
        }
        return node;
    }
    SqlNode call(const std::string& function) {
        if (!listed(aggregates, function) && !listed(functions, function)) throw wrong("function '" + function + "' is not allowed");
        SqlNode out = made(SqlNode::Kind::call, function, {});
        if (take("distinct")) throw not_simulated("distinct in an aggregate");
        if (function == "count" && sign("*")) {
            close();
            return out;
        }
        do out.inside.push_back(value());
        while (sign(","));
        close();
        const std::size_t wanted = listed(aggregates, function) || function == "lower" || function == "upper" ? 1 : 2;
        if (out.inside.size() != wanted) throw wrong("function '" + function + "' takes " + std::to_string(wanted) + " values");
        return out;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

SqlSelect parse_sql(std::string_view text) { return Parser(text).all(); }

std::vector<std::string> parameters_of(const SqlSelect& select) {
    std::vector<std::string> out;
    each_node_of(select, [&](const SqlNode& node) {
        if (node.kind == SqlNode::Kind::parameter && std::find(out.begin(), out.end(), node.text) == out.end()) out.push_back(node.text);
    });
    return out;
}

bool is_aggregate(std::string_view function) { return listed(aggregates, function); }

} // namespace ledgerline::sandbox::b1
