// $filter: the grammar that the Service Layer documents, checked against a type once and then asked row by row.
#pragma once

#include "b1/company_settings.hpp"
#include "b1/record.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::b1 {

// The value of a property that no row stores (stock sums of an item); nothing = the property's default.
using Computed = std::function<std::optional<Cell>(const Record&, const Property&)>;

struct FilterMode {
    bool ignores_case = false;
    FilterTime time = FilterTime::minute;
    Computed computed;
};

enum class Compare { eq, ne, gt, ge, lt, le };

// One "Property op literal" that every row of the result must meet: what an index can answer.
struct Condition {
    const Property* property;
    Compare compare;
    Cell literal;
};

class Filter {
public:
    struct Node;

    // Throws Refusal: unknown property (201), anything else that is not understood (-1000).
    Filter(std::string_view text, const Type& type, FilterMode mode);
    ~Filter();
    Filter(Filter&&) noexcept;

    bool matches(const Record& record) const;
    std::vector<Condition> necessary() const;

private:
    std::unique_ptr<Node> root_;
    FilterMode mode_;
};

// -1, 0, 1; nulls first. For $orderby as well.
int compare_cells(const Cell& a, const Cell& b, const Property& property, bool ignores_case);
Cell filter_value(const Record& record, const Property& property, const Computed& computed);

} // namespace ledgerline::sandbox::b1
