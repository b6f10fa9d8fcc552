// What the Service Layer knows of its types: properties in the order of $metadata, with kind, default and the flags that
// decide how a body is read and written. User-defined fields are added while it runs; they stand after the simple
// properties and before the collections, as in recorded answers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ledgerline::sandbox::b1 {

enum class Kind { integer, number, text, date, time, enumeration, complex, list };

// Members travel by name; the stored code is accepted too.
class Enumeration {
public:
    struct Member {
        std::string name, code;
    };

    std::string name;
    std::vector<Member> members;

    // The member that a name or a stored code means; nullptr if there is none.
    const Member* find(std::string_view name_or_code) const;
};

class Type;

struct Property {
    std::string name;
    Kind kind = Kind::text;
    const Enumeration* enumeration = nullptr;
    const Type* element = nullptr;      // of complex and list; nullptr where the sandbox does not know the type
    std::string element_name;
    std::string otherwise;              // default: text of an integer or name of a member; "" = null (numbers: 0)
    std::size_t length_max = 0;         // of a text; 0 = not checked
    int position = 0;                   // orders the properties of a type
    bool key = false;
    bool read_only = false;
    bool in_short_form = false;         // written out when bodies are not asked to be complete
    bool user_field = false;
    bool loaded = true;                 // false: a user field that waits for a restart of the Service Layer
    bool internal = false;              // never read from or written to a body
};

class Type {
public:
    explicit Type(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; }
    // nullptr for unknown names and for user fields that are not loaded yet.
    const Property* find(std::string_view name) const;
    // As find, and without regard to case when the exact name is unknown.
    const Property* find_in_body(std::string_view name) const;
    // A property that the sandbox itself relies on; throws std::logic_error if the tables lack it.
    const Property& at(std::string_view name) const;
    const std::vector<const Property*>& in_order() const { return in_order_; }

    const Property& add(Property property);
    void remove(std::string_view name);
    void load_user_fields();

private:
    std::string name_;
    std::unordered_map<std::string, std::unique_ptr<Property>> by_name_;
    std::vector<const Property*> in_order_;
    int simple_count_ = 0, user_count_ = 0, nested_count_ = 0;
};

class Schema {
public:
    Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    Type& type(std::string_view name);
    const Type& type(std::string_view name) const;
    const Enumeration& enumeration(std::string_view name) const;
    // The type of the rows of a user table: Code and Name.
    Type& add_user_table(const std::string& entity_set);
    void remove_user_table(const std::string& entity_set);
    void load_user_fields();

private:
    void read_enumerations(std::string_view table);
    void read_types(std::string_view table);
    void read_property(Type& type, std::string_view line);
    void connect();

    std::map<std::string, Enumeration, std::less<>> enumerations_;
    std::map<std::string, std::unique_ptr<Type>, std::less<>> types_;
    std::vector<Property*> nested_;
};

} // namespace ledgerline::sandbox::b1
