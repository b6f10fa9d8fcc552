// What can go wrong between a component and its document. These are broken expectations: let them pass through, the
// entry point turns them into an exception that a person can read. Business decisions are returned (verdict.hpp).
#ifndef LEDGERLINE_ERRORS_HPP
#define LEDGERLINE_ERRORS_HPP

#include "ledgerline/abi.h"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace ledgerline {

// A place in a document, by value: a compiled path and the index for each `*` in it. Says where, holds nothing.
struct Place {
    static constexpr std::size_t index_max = 8;

    ll_path path = LL_NO_PATH;
    std::uint32_t index_count = 0;
    std::array<std::uint64_t, index_max> index{};

    // Borrows the indices: only for the duration of a host call.
    ll_at at() const { return ll_at{path, index_count, index.data()}; }
};

// Something about one place of the document. `pointer` is its JSON Pointer, "" for the whole document.
class DocumentError : public std::runtime_error {
public:
    DocumentError(const std::string& message, Place place, std::string pointer)
        : std::runtime_error(message), place_(place), pointer_(std::move(pointer)) {}
    const Place& place() const { return place_; }
    const std::string& pointer() const { return pointer_; }

private:
    Place place_;
    std::string pointer_;
};

// The document is not shaped as expected: absent, another kind, or a value that cannot be read ("7,50").
class ShapeError : public DocumentError {
public:
    ShapeError(const std::string& message, Place place, std::string pointer, ll_kind found)
        : DocumentError(message, place, std::move(pointer)), found_(found) {}
    ll_kind found() const { return found_; }

private:
    ll_kind found_;
};

// The host said no: a write outside the declared paths, a limit, a finished call, an operation that is not allowed.
class RefusedError : public DocumentError {
public:
    RefusedError(const std::string& message, Place place, std::string pointer, ll_status status)
        : DocumentError(message, place, std::move(pointer)), status_(status) {}
    ll_status status() const { return status_; }

private:
    ll_status status_;
};

// A component cannot work with this configuration. Config::problem and ConfigRow::problem make one that names the place; constructors
// hand it to Config::refuse, or throw it.
class ConfigurationError : public DocumentError {
public:
    using DocumentError::DocumentError;
};

// "text", "an array", ... for messages.
inline const char* name_of_kind(ll_kind kind) {
    switch (kind) {
    case LL_NOTHING: return "nothing";
    case LL_NULL: return "null";
    case LL_BOOL: return "true or false";
    case LL_INT: return "an integer";
    case LL_NUMBER: return "a number";
    case LL_TEXT: return "text";
    case LL_ARRAY: return "an array";
    case LL_OBJECT: return "an object";
    default: return "something unknown";
    }
}

} // namespace ledgerline

#endif
