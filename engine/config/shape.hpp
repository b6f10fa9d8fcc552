// The engine's own keys of the configuration: which there are, and what each may hold. Problems are added, never thrown;
// a value with a problem is answered as if it were absent.
#pragma once

#include "base/clock.hpp"
#include "config/secrets.hpp"
#include "config/tree.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::config {

class Shape {
public:
    Shape(std::shared_ptr<Secrets> secrets, std::vector<Problem>& problems) : secrets_(std::move(secrets)), problems_(problems) {}

    // Whether it is a mapping.
    bool mapping(const Entry& entry);
    // ... with these members only.
    bool mapping_of(const Entry& entry, const std::vector<std::string>& known);
    // A member of a mapping, if it is there.
    static std::optional<Entry> member(const Entry& parent, const std::string& name);
    // ... which must be there; `why` says what it is for.
    std::optional<Entry> required(const Entry& parent, const std::string& name, const std::string& why);

    // A text, with its references filled in. Not empty.
    std::optional<std::string> text(const Entry& entry);
    // The placeholder of a secret, which is never printed.
    std::optional<std::string> secret(const Entry& entry, std::size_t length_min);
    // A name of our own: letters, digits, - and _, beginning with a letter.
    bool name(const Entry& entry, const std::string& name, std::size_t length_max);
    std::optional<std::int64_t> integer(const Entry& entry, std::int64_t smallest, std::int64_t largest);
    std::optional<base::Millis> duration(const Entry& entry, const std::string& shortest, const std::string& longest);
    std::optional<std::string> choice(const Entry& entry, const std::vector<std::string>& choices);
    // The elements of a list; none if it isn't one.
    std::vector<Entry> list(const Entry& entry, const std::string& example);

    // The part at this entry for a component's own check, without the members that the engine reads itself.
    Section section(const Entry& entry, std::initializer_list<std::string_view> without = {}) const;

    void problem(const Entry& entry, std::string what) { entry.problem(problems_, std::move(what)); }
    void problem_of_name(const Entry& entry, std::string what) { entry.problem_of_name(problems_, std::move(what)); }

private:
    std::string shown(const Entry& entry) const;

    std::shared_ptr<Secrets> secrets_;
    std::vector<Problem>& problems_;
};

} // namespace ledgerline::config
