#include "b1/filter.hpp"

#include "b1/calendar.hpp"
#include "b1/filter_words.hpp"
#include "b1/refusal.hpp"
#include "b1/words.hpp"

namespace ledgerline::sandbox::b1 {

namespace {

// A comparison with null is neither true nor false, as in the database below.
enum class Truth { no, unknown, yes };

enum class Shape { both, either, negation, comparison, starts, ends, contains };

constexpr int depth_max = 100;

Truth opposite(Truth truth) {
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

Compare mirrored(Compare compare) {
    switch (compare) {
        case Compare::gt: return Compare::lt;
        case Compare::ge: return Compare::le;
        case Compare::lt: return Compare::gt;
        case Compare::le: return Compare::ge;
        default: return compare;
    }
}

std::optional<Compare> comparison_of(const std::string& word) {
    if (word == "eq") return Compare::eq;
    if (word == "ne") return Compare::ne;
    if (word == "gt") return Compare::gt;
    if (word == "ge") return Compare::ge;
    if (word == "lt") return Compare::lt;
    if (word == "le") return Compare::le;
    return std::nullopt;
}

} // namespace

struct Filter::Node {
    Shape shape = Shape::comparison;
    std::unique_ptr<Node> left, right;
    const Property* property = nullptr;
    const Property* other = nullptr; // comparison of two properties
    Compare compare = Compare::eq;
    Cell literal;
};

namespace {

class Parser {
public:
    Parser(std::string_view text, const Type& type, FilterTime time) : words_(filter_words(text)), type_(type), time_(time) {}

    std::unique_ptr<Filter::Node> parse() {
        auto root = either(0);
        if (word().kind != FilterWord::Kind::end) fail();
        return root;
    }

private:
    using Node = Filter::Node;
    using NodePtr = std::unique_ptr<Node>;

    const FilterWord& word() const { return words_[at_]; }
    bool name_is(std::string_view name) const { return word().kind == FilterWord::Kind::name && word().text == name; }
    [[noreturn]] void fail() const {
        throw malformed("Query string error: $filter is not understood at '" + word().text + "'");
    }
    void expect(FilterWord::Kind kind) {
        if (word().kind != kind) fail();
        ++at_;
    }

    NodePtr joined(Shape shape, NodePtr left, NodePtr right) {
        auto node = std::make_unique<Node>();
        node->shape = shape;
        node->left = std::move(left);
        node->right = std::move(right);
        return node;
    }

    NodePtr either(int depth) {
        if (depth > depth_max) throw malformed("Query string error: $filter is nested too deeply");
        NodePtr left = both(depth);
        while (name_is("or")) {
            ++at_;
            left = joined(Shape::either, std::move(left), both(depth));
        }
        return left;
    }

    NodePtr both(int depth) {
        NodePtr left = single(depth);
        while (name_is("and")) {
            ++at_;
            left = joined(Shape::both, std::move(left), single(depth));
        }
        return left;
    }

    NodePtr single(int depth) {
        if (name_is("not")) {
            ++at_;
            if (depth > depth_max) fail();
            return joined(Shape::negation, single(depth + 1), nullptr);
        }
        if (word().kind == FilterWord::Kind::open) {
            ++at_;
            NodePtr inside = either(depth + 1);
            expect(FilterWord::Kind::close);
            return inside;
        }
        if (word().kind == FilterWord::Kind::name && words_[at_ + 1].kind == FilterWord::Kind::open) return function();
        return comparison();
    }

    NodePtr function() {
        const std::string name = word().text;
        const bool reversed = name == "substringof"; // v1: the text first
        if (name != "startswith" && name != "endswith" && name != "contains" && !reversed) throw invalid_property(name, type_.name());
        at_ += 2;
        auto node = std::make_unique<Node>();
        node->shape = name == "startswith" ? Shape::starts : name == "endswith" ? Shape::ends : Shape::contains;
        const auto text = [&] {
            if (word().kind != FilterWord::Kind::text) fail();
            node->literal = words_[at_++].text;
        };
        const auto field = [&] { node->property = property(); };
        if (reversed) text(); else field();
        expect(FilterWord::Kind::comma);
        if (reversed) field(); else text();
        expect(FilterWord::Kind::close);
        if (name_is("eq") && words_[at_ + 1].kind == FilterWord::Kind::name && (words_[at_ + 1].text == "true" || words_[at_ + 1].text == "false")) {
            const bool wanted = words_[at_ + 1].text == "true";
            at_ += 2;
            if (!wanted) return joined(Shape::negation, std::move(node), nullptr);
        }
        return node;
    }

    const Property* property() {
        if (word().kind != FilterWord::Kind::name) fail();
        const Property* found = type_.find(word().text);
        if (!found || found->kind == Kind::list || found->kind == Kind::complex) throw invalid_filter_property(word().text);
        ++at_;
        return found;
    }

    NodePtr comparison() {
        auto node = std::make_unique<Node>();
        const bool literal_first = word().kind == FilterWord::Kind::text || word().kind == FilterWord::Kind::literal;
        FilterWord literal = word();
        if (literal_first) ++at_;
        else node->property = property();
        const auto compare = word().kind == FilterWord::Kind::name ? comparison_of(word().text) : std::nullopt;
        if (!compare) fail();
        ++at_;
        node->compare = literal_first ? mirrored(*compare) : *compare;
        if (literal_first) {
            node->property = property();
        } else {
            literal = word();
            const bool is_literal = literal.kind == FilterWord::Kind::text || literal.kind == FilterWord::Kind::literal || name_is("null");
            if (!is_literal) {
                node->other = property();
                return node;
            }
            ++at_;
        }
        if (!(literal.kind == FilterWord::Kind::name && literal.text == "null")) node->literal = read_literal(literal.text, *node->property);
        return node;
    }

    Cell read_literal(const std::string& text, const Property& property) const {
        const auto wrong = [&]() -> Refusal {
            return malformed("Query string error: '" + text + "' is no value of '" + property.name + "'");
        };
        switch (property.kind) {
            case Kind::integer:
            case Kind::number: {
                try {
                    const Decimal number = Decimal::parse_number(trim(text)).normalized();
                    if (property.kind == Kind::integer && number.is_whole()) return number.units();
                    return number;
                } catch (const DecimalError&) {
                    throw wrong();
                }
            }
            case Kind::date:
                if (auto date = read_date(text)) return *date;
                throw wrong();
            case Kind::time:
                if (auto time = read_time(text)) return time_ == FilterTime::minute ? time->substr(0, 5) : *time;
                throw wrong();
            case Kind::enumeration:
                if (const auto* member = property.enumeration->find(text)) return member->name;
                throw wrong();
            default: return text;
        }
    }

    std::vector<FilterWord> words_;
    const Type& type_;
    FilterTime time_;
    std::size_t at_ = 0;
};

Decimal as_decimal(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return Decimal(*number);
    return std::get<Decimal>(cell);
}

Truth truth_of(Compare compare, int order) {
    const bool yes = compare == Compare::eq ? order == 0
                   : compare == Compare::ne ? order != 0
                   : compare == Compare::gt ? order > 0
                   : compare == Compare::ge ? order >= 0
                   : compare == Compare::lt ? order < 0
                                            : order <= 0;
    return yes ? Truth::yes : Truth::no;
}

Truth compared(const Filter::Node& node, const Record& record, const FilterMode& mode) {
    const Cell* stored = record.stored(*node.property);
    const Cell own = stored ? Cell() : filter_value(record, *node.property, mode.computed);
    const Cell& value = stored ? *stored : own;
    const Cell literal = node.other ? filter_value(record, *node.other, mode.computed) : node.literal;
    if (is_null(literal) || is_null(value)) {
        if (node.other || !is_null(literal)) return Truth::unknown;
        const bool equal = is_null(value);
        return node.compare == Compare::eq ? (equal ? Truth::yes : Truth::no) : node.compare == Compare::ne ? (equal ? Truth::no : Truth::yes) : Truth::unknown;
    }
    if (node.property->kind == Kind::time && mode.time == FilterTime::minute) {
        const auto minute = [](const Cell& cell) { return Cell(std::get<std::string>(cell).substr(0, 5)); };
        return truth_of(node.compare, compare_cells(minute(value), minute(literal), *node.property, false));
    }
    return truth_of(node.compare, compare_cells(value, literal, *node.property, mode.ignores_case));
}

Truth text_test(const Filter::Node& node, const Record& record, const FilterMode& mode) {
    const Cell cell = filter_value(record, *node.property, mode.computed);
    if (is_null(cell)) return Truth::unknown;
    std::string text;
    if (const auto* own = std::get_if<std::string>(&cell)) text = *own;
    else if (std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<Decimal>(cell)) text = as_decimal(cell).text();
    std::string part = std::get<std::string>(node.literal);
    if (mode.ignores_case) {
        text = lower(text);
        part = lower(part);
    }
    const bool yes = node.shape == Shape::starts ? text.starts_with(part)
                   : node.shape == Shape::ends   ? text.ends_with(part)
                                                 : text.find(part) != std::string::npos;
    return yes ? Truth::yes : Truth::no;
}

Truth evaluate(const Filter::Node& node, const Record& record, const FilterMode& mode) {
    switch (node.shape) {
        case Shape::both: return std::min(evaluate(*node.left, record, mode), evaluate(*node.right, record, mode));
        case Shape::either: return std::max(evaluate(*node.left, record, mode), evaluate(*node.right, record, mode));
        case Shape::negation: return opposite(evaluate(*node.left, record, mode));
        case Shape::comparison: return compared(node, record, mode);
        default: return text_test(node, record, mode);
    }
}

void collect(const Filter::Node& node, std::vector<Condition>& into) {
    if (node.shape == Shape::both) {
        collect(*node.left, into);
        collect(*node.right, into);
    } else if (node.shape == Shape::comparison && !node.other && !is_null(node.literal)) {
        into.push_back({node.property, node.compare, node.literal});
    }
}

} // namespace

Filter::Filter(std::string_view text, const Type& type, FilterMode mode) : root_(Parser(text, type, mode.time).parse()), mode_(std::move(mode)) {}
Filter::~Filter() = default;
Filter::Filter(Filter&&) noexcept = default;

bool Filter::matches(const Record& record) const {
    return evaluate(*root_, record, mode_) == Truth::yes;
}

std::vector<Condition> Filter::necessary() const {
    std::vector<Condition> out;
    collect(*root_, out);
    return out;
}

int compare_cells(const Cell& a, const Cell& b, const Property& property, bool ignores_case) {
    if (is_null(a) || is_null(b)) return static_cast<int>(!is_null(a)) - static_cast<int>(!is_null(b));
    if (const auto* text = std::get_if<std::string>(&a)) {
        const auto& other = std::get<std::string>(b);
        if (property.kind == Kind::enumeration) {
            // The database compares stored codes.
            const auto *first = property.enumeration->find(*text), *second = property.enumeration->find(other);
            return *text == other ? 0 : first && second ? first->code.compare(second->code) : text->compare(other);
        }
        return ignores_case ? lower(*text).compare(lower(other)) : text->compare(other);
    }
    return as_decimal(a).compare(as_decimal(b));
}

Cell filter_value(const Record& record, const Property& property, const Computed& computed) {
    if (const Cell* stored = record.stored(property)) return *stored;
    if (computed)
        if (auto cell = computed(record, property)) return *cell;
    return record.value(property);
}

} // namespace ledgerline::sandbox::b1
