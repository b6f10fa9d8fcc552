// One written value becomes what its field's type says, or a problem.
#pragma once

#include "config/fields.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ledgerline::config {

// The types that a manifest may name.
std::vector<std::string> field_types();

// A value in a section: its JSON Pointer below the section, and its name for people.
struct Spot {
    const message::Value* value;
    std::string pointer;
    std::string field;
};

// Borrows everything, for one check.
class Conversion {
public:
    Conversion(const Section& section, const MapFiles& maps, std::vector<Problem>& problems) :
        section_(section), maps_(maps), problems_(problems) {}

    Spot member(const message::Value& value, const std::string& name) const;
    void unknown_name(const std::string& name, const std::vector<std::string>& known) { unknown_name({nullptr, "", section_.field}, name, known); }
    // Nothing: a problem was added.
    std::optional<message::Value> convert(const Field& field, const Spot& spot);

private:
    using Result = std::optional<message::Value>;

    Place place(const std::string& pointer) const;
    Result problem(const Spot& spot, std::string what);
    void unknown_name(const Spot& parent, const std::string& name, const std::vector<std::string>& known);

    // A scalar as text, with its references filled in; `shown` is how a message quotes it.
    struct Scalar {
        std::string text, shown;
        bool by_reference = false;
    };
    static std::string refusal_text(const Scalar& scalar, const std::string& why, const std::string& advice);
    std::optional<Scalar> scalar(const Spot& spot);
    void plain(const Spot& spot);

    Result of_scalar(const Field& field, const Spot& spot);
    Result secret(const Spot& spot);
    Result list(const Field& field, const Spot& spot);
    Result map_file(const Field& field, const Spot& spot);
    Result table(const Field& field, const Spot& spot);
    Result table_row(const Field& field, const Spot& spot);

    const Section& section_;
    const MapFiles& maps_;
    std::vector<Problem>& problems_;
};

} // namespace ledgerline::config
