// A Node is an address in the call's document, not a pointer to something: it cannot dangle, and what stands there is
// looked up at every use. It copies freely, and it works on the call's thread until the component returns.
// Reading something that is absent or of another kind throws ShapeError, which says where, what was expected and what
// was found; a missing amount is never 0. The _or functions answer their default where nothing or null stands, and
// throw as well where something else does.
#ifndef LEDGERLINE_NODE_HPP
#define LEDGERLINE_NODE_HPP

#include "ledgerline/abi.h"
#include "ledgerline/decimal.hpp"
#include "ledgerline/errors.hpp"
#include "ledgerline/text.hpp"
#include "ledgerline/trail.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace ledgerline {

class Elements;
class Members;

class Node {
public:
    // The root of the document.
    Node(const ll_host* host, ll_call* call) : host_(host), call_(call) { place_.path = LL_ROOT; }

    // Member of an object.
    Node operator[](std::string_view name) const {
        Node out = *this;
        out.place_.path = host_->child(place_.path, to_host(name));
        out.trail_.add_name(name);
        if (out.place_.path == LL_NO_PATH) out.fail_address();
        return out;
    }
    // n-th element of an array, or n-th member of an object.
    Node operator[](std::uint64_t index) const {
        Node out = *this;
        out.trail_.add_each();
        if (place_.index_count == Place::index_max) out.fail_address();
        out.place_.path = host_->each(place_.path);
        out.place_.index[out.place_.index_count++] = index;
        if (out.place_.path == LL_NO_PATH) out.fail_address();
        return out;
    }
    Node operator[](int index) const {
        if (index < 0) fail_index(index);
        return (*this)[static_cast<std::uint64_t>(index)];
    }

    ll_kind kind() const { return host_->kind(call_, at()); }
    bool exists() const { return kind() != LL_NOTHING; }
    bool is_null() const { return kind() == LL_NULL; }
    bool is_text() const { return kind() == LL_TEXT; }
    bool is_integer() const { return kind() == LL_INT; }
    bool is_boolean() const { return kind() == LL_BOOL; }
    bool is_array() const { return kind() == LL_ARRAY; }
    bool is_object() const { return kind() == LL_OBJECT; }
    // Nothing, or null.
    bool is_missing() const {
        const ll_kind found = kind();
        return found == LL_NOTHING || found == LL_NULL;
    }

    // Text as it is, and a number by its literal (remote systems write ids both ways). Valid until the component
    // returns, also after later writes.
    std::string_view text() const { return read_text(nullptr); }
    std::string_view text_or(std::string_view otherwise) const { return read_text(&otherwise); }

    std::int64_t integer() const { return read_integer(nullptr); }
    std::int64_t integer_or(std::int64_t otherwise) const { return read_integer(&otherwise); }

    bool boolean() const { return read_boolean(nullptr); }
    bool boolean_or(bool otherwise) const { return read_boolean(&otherwise); }

    // From decimal text, an integer, or a number literal; always exact.
    Decimal decimal() const { return read_decimal(nullptr); }
    Decimal decimal_or(const Decimal& otherwise) const { return read_decimal(&otherwise); }

    // The subtree as JSON text.
    std::string_view json() const {
        ll_text out{};
        check_read(host_->read_json(call_, at(), &out), "a value");
        return from_host(out);
    }

    // Elements of an array, members of an object; ShapeError for anything else.
    std::uint64_t count() const {
        std::uint64_t out = 0;
        check_read(host_->count(call_, at(), &out), "an array or an object");
        return out;
    }
    // 0 where nothing or null stands.
    std::uint64_t count_or_none() const { return is_missing() ? 0 : count(); }
    // Name of the n-th member of an object.
    std::string_view key(std::uint64_t index) const {
        ll_text out{};
        check_read(host_->key(call_, at(), index, &out), "an object with more members");
        return from_host(out);
    }
    // for (Node line : body["lines"]). The count is taken at the start of the loop.
    Elements elements() const;
    Elements elements_or_none() const;
    // for (Member member : body.members()) member.name, member.value
    Members members() const;

    // A write makes missing objects on its way. Throws RefusedError if the host refuses, e.g. outside declared paths.
    void set(std::string_view value) const { check_write(host_->write_text(call_, at(), to_host(value)), shown(value)); }
    void set(const char* value) const { set(std::string_view(value)); }
    void set(const std::string& value) const { set(std::string_view(value)); }
    void set(bool value) const { check_write(host_->write_bool(call_, at(), value ? 1 : 0), value ? "true" : "false"); }
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool> && !std::is_same_v<Integer, char>, int> = 0>
    void set(Integer value) const {
        if constexpr (std::is_unsigned_v<Integer> && sizeof(Integer) >= sizeof(std::int64_t)) {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                fail("cannot be set to " + std::to_string(value) + ": an integer of a document has 64 bits with a sign");
        }
        check_write(host_->write_int(call_, at(), static_cast<std::int64_t>(value)), std::to_string(value));
    }
    // As decimal text: the form of amounts in canonical documents.
    void set(const Decimal& value) const { set(value.text()); }
    // As a JSON number literal: for remote systems that want one.
    void set_number(const Decimal& value) const {
        const std::string literal = value.text();
        check_write(host_->write_number(call_, at(), to_host(literal)), literal);
    }
    void set_null() const { check_write(host_->write_null(call_, at()), "null"); }
    // Parses JSON text and puts the tree here.
    void set_json(std::string_view json) const { check_write(host_->write_json(call_, at(), to_host(json)), shown(json)); }
    void copy_from(const Node& other) const { check_write(host_->copy(call_, other.at(), at()), "the copy of " + other.named()); }
    // Appends an empty object to the array here (made if absent).
    Node append() const {
        std::uint64_t index = 0;
        check_write(host_->append(call_, at(), &index), "a new element");
        return (*this)[index];
    }
    // Appends a value to the array here (made if absent).
    template <class Value>
    void push(const Value& value) const {
        append().set(value);
    }
    // What is not there needs no erasing.
    void erase() const {
        const ll_status status = host_->erase(call_, at());
        if (status != LL_ABSENT) check_write(status, "nothing");
    }

    // JSON Pointer, "" for the whole document. For messages; slow.
    std::string pointer() const {
        std::string out;
        const std::string_view pattern = trail_.pattern();
        std::uint32_t star = 0;
        for (std::size_t at = 0; at < pattern.size();) {
            const std::size_t end = std::min(pattern.find('/', at + 1), pattern.size());
            const std::string_view name = pattern.substr(at + 1, end - at - 1);
            out += '/';
            if (name == "*") out += pointer_step(pattern.substr(0, at), star++);
            else out += pointer_literal(name);
            at = end;
        }
        return trail_.cut() ? out + "/..." : out;
    }

    const Place& place() const { return place_; }
    ll_at at() const { return place_.at(); }
    const ll_host* host() const { return host_; }
    ll_call* call() const { return call_; }

    // For components that read a value of their own making: throws ShapeError with this place and what stands here.
    [[noreturn]] void fail(const std::string& what) const { throw ShapeError(named() + ": " + what, place_, pointer(), kind()); }

private:
    std::string named() const {
        const std::string where = pointer();
        return where.empty() ? "the document" : where;
    }

    std::string pointer_step(std::string_view parent, std::uint32_t star) const {
        const ll_at above{host_->path(to_host(parent)), star, place_.index.data()};
        ll_text name{};
        if (host_->kind(call_, above) == LL_OBJECT && host_->key(call_, above, place_.index[star], &name) == LL_OK)
            return detail::pointer_name(from_host(name));
        return std::to_string(place_.index[star]);
    }
    // The contract's escape for a member that is called "*" is not part of JSON Pointer.
    static std::string pointer_literal(std::string_view name) {
        std::string out(name);
        for (std::size_t at = out.find("~2"); at != std::string::npos; at = out.find("~2", at + 1)) out.replace(at, 2, "*");
        return out;
    }

    // What stands here, with its value where it is short: for messages.
    std::string found(ll_kind kind) const {
        ll_text value{};
        std::uint64_t size = 0;
        switch (kind) {
        case LL_TEXT:
            if (host_->read_text(call_, at(), &value) == LL_OK) return "the text " + shown(from_host(value));
            break;
        case LL_INT:
        case LL_NUMBER:
            if (host_->read_text(call_, at(), &value) == LL_OK) return "the number " + std::string(from_host(value).substr(0, 60));
            break;
        case LL_ARRAY:
            if (host_->count(call_, at(), &size) == LL_OK) return "an array of " + std::to_string(size);
            break;
        case LL_OBJECT:
            if (host_->count(call_, at(), &size) == LL_OK) return "an object with " + std::to_string(size) + " members";
            break;
        default: break;
        }
        return name_of_kind(kind);
    }

    void check_read(ll_status status, const char* expected) const {
        if (status != LL_OK) fail_read(status, expected);
    }
    [[noreturn]] void fail_read(ll_status status, const char* expected) const {
        const std::string reason(from_host(host_->last_error(call_)));
        const std::string where = named();
        const ll_kind kind = this->kind();
        if (status == LL_ABSENT) throw ShapeError(where + ": nothing is there, expected " + expected, place_, pointer(), LL_NOTHING);
        if (status == LL_WRONG_KIND) {
            const std::string what = kind == LL_INT || kind == LL_NUMBER || kind == LL_TEXT ? found(kind) + (reason.empty() ? "" : " (" + reason + ")") : found(kind);
            throw ShapeError(where + ": expected " + expected + ", found " + what, place_, pointer(), kind);
        }
        throw RefusedError(where + ": cannot be read: " + (reason.empty() ? "the host refused" : reason), place_, pointer(), status);
    }
    void check_write(ll_status status, const std::string& value) const {
        if (status == LL_OK) return;
        const std::string reason(from_host(host_->last_error(call_)));
        throw RefusedError(named() + ": cannot be set to " + value + ": " + (reason.empty() ? "the host refused" : reason), place_, pointer(), status);
    }
    [[noreturn]] void fail_address() const {
        throw RefusedError(named() + ": this place cannot be addressed: more than " + std::to_string(Place::index_max) +
                               " arrays deep, or the host's table of paths is full",
                           Place{}, pointer(), LL_BAD_PATH);
    }
    [[noreturn]] void fail_index(int index) const {
        throw ShapeError(named() + ": there is no element " + std::to_string(index), place_, pointer(), LL_NOTHING);
    }

    // True: `otherwise` counts, because nothing or null stands here.
    bool defaulted(ll_status status) const { return status == LL_ABSENT || (status == LL_WRONG_KIND && is_null()); }

    std::string_view read_text(const std::string_view* otherwise) const {
        ll_text out{};
        const ll_status status = host_->read_text(call_, at(), &out);
        if (status == LL_OK) return from_host(out);
        if (otherwise && defaulted(status)) return *otherwise;
        fail_read(status, "text");
    }
    std::int64_t read_integer(const std::int64_t* otherwise) const {
        std::int64_t out = 0;
        const ll_status status = host_->read_int(call_, at(), &out);
        if (status == LL_OK) return out;
        if (otherwise && defaulted(status)) return *otherwise;
        fail_read(status, "an integer");
    }
    bool read_boolean(const bool* otherwise) const {
        std::int32_t out = 0;
        const ll_status status = host_->read_bool(call_, at(), &out);
        if (status == LL_OK) return out != 0;
        if (otherwise && defaulted(status)) return *otherwise;
        fail_read(status, "true or false");
    }
    Decimal read_decimal(const Decimal* otherwise) const {
        ll_text out{};
        const ll_status status = host_->read_text(call_, at(), &out);
        if (status != LL_OK) {
            if (otherwise && defaulted(status)) return *otherwise;
            fail_read(status, "a decimal");
        }
        const std::string_view text = from_host(out);
        if (auto value = Decimal::try_parse(text)) return *value;
        // Only a JSON number may carry an exponent; text that is no decimal must say where it stands.
        const ll_kind found = kind();
        try {
            return found == LL_NUMBER ? Decimal::parse_number(text) : Decimal::parse(text);
        } catch (const DecimalError& error) {
            throw ShapeError(named() + ": " + error.what(), place_, pointer(), found);
        }
    }

    const ll_host* host_;
    ll_call* call_;
    Place place_;
    detail::Trail trail_;
};

// The elements of an array, by index. What is appended during the loop is not visited.
class Elements {
public:
    class Iterator {
    public:
        Iterator(const Node* array, std::uint64_t index) : array_(array), index_(index) {}
        Node operator*() const { return (*array_)[index_]; }
        Iterator& operator++() { ++index_; return *this; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

    private:
        const Node* array_;
        std::uint64_t index_;
    };

    Elements(const Node& array, std::uint64_t count) : array_(array), count_(count) {}
    Iterator begin() const { return {&array_, 0}; }
    Iterator end() const { return {&array_, count_}; }
    std::uint64_t size() const { return count_; }
    bool empty() const { return count_ == 0; }

private:
    Node array_;
    std::uint64_t count_;
};

// A member of an object, addressed by its position, so that names which are data do not fill the table of paths.
struct Member {
    std::string_view name;
    Node value;
};

class Members {
public:
    class Iterator {
    public:
        Iterator(const Node* object, std::uint64_t index) : object_(object), index_(index) {}
        Member operator*() const { return {object_->key(index_), (*object_)[index_]}; }
        Iterator& operator++() { ++index_; return *this; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }

    private:
        const Node* object_;
        std::uint64_t index_;
    };

    Members(const Node& object, std::uint64_t count) : object_(object), count_(count) {}
    Iterator begin() const { return {&object_, 0}; }
    Iterator end() const { return {&object_, count_}; }
    std::uint64_t size() const { return count_; }

private:
    Node object_;
    std::uint64_t count_;
};

inline Elements Node::elements() const {
    const ll_kind found = kind();
    if (found != LL_ARRAY) fail_read(found == LL_NOTHING ? LL_ABSENT : LL_WRONG_KIND, "an array");
    return {*this, count()};
}
inline Elements Node::elements_or_none() const { return is_missing() ? Elements(*this, 0) : elements(); }
inline Members Node::members() const {
    const ll_kind found = kind();
    if (found != LL_OBJECT) fail_read(found == LL_NOTHING ? LL_ABSENT : LL_WRONG_KIND, "an object");
    return {*this, count()};
}

namespace detail {
struct ElementsEnd {};
// Owns its array, so that the loop does not depend on how long a temporary Node lives.
class ElementsIterator {
public:
    explicit ElementsIterator(const Node& array) : array_(array), count_(array.elements().size()) {}
    Node operator*() const { return array_[index_]; }
    ElementsIterator& operator++() { ++index_; return *this; }
    friend bool operator!=(const ElementsIterator& a, ElementsEnd) { return a.index_ != a.count_; }

private:
    Node array_;
    std::uint64_t index_ = 0, count_;
};
} // namespace detail

// for (Node line : body["lines"])
inline detail::ElementsIterator begin(const Node& array) { return detail::ElementsIterator(array); }
inline detail::ElementsEnd end(const Node&) { return {}; }

} // namespace ledgerline

#endif
