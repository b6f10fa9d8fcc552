// Typed views: names and types for the members of a canonical document, over a Node. A view copies like a Node and holds
// nothing; members that it does not know stay where they are. Required members throw ShapeError when they are absent.
#ifndef LEDGERLINE_VIEW_HPP
#define LEDGERLINE_VIEW_HPP

#include "ledgerline/node.hpp"

#include <optional>
#include <utility>

namespace ledgerline {

class View {
public:
    explicit View(Node node) : node_(std::move(node)) {}

    const Node& node() const { return node_; }
    // For members of later versions, which this view does not name.
    Node operator[](std::string_view name) const { return node_[name]; }
    bool exists() const { return node_.exists(); }

protected:
    // For amounts that may be absent, null or "".
    static std::optional<Decimal> decimal_if_any(const Node& node) {
        if (node.is_missing() || (node.is_text() && node.text().empty())) return std::nullopt;
        return node.decimal();
    }

    Node node_;
};

// The elements of an array as views: size, index, range-for.
template <class Element>
class Views {
public:
    class Iterator {
    public:
        Iterator(const Node* array, std::uint64_t index) : array_(array), index_(index) {}
        Element operator*() const { return Element((*array_)[index_]); }
        Iterator& operator++() { ++index_; return *this; }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }

    private:
        const Node* array_;
        std::uint64_t index_;
    };

    Views(Node array, std::uint64_t size) : array_(std::move(array)), size_(size) {}
    std::uint64_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Element operator[](std::uint64_t index) const { return Element(array_[index]); }
    Iterator begin() const { return {&array_, 0}; }
    Iterator end() const { return {&array_, size_}; }
    const Node& node() const { return array_; }

private:
    Node array_;
    std::uint64_t size_;
};

namespace detail {
template <class Element>
Views<Element> views(const Node& array) {
    return {array, array.elements().size()};
}
// None where nothing or null stands.
template <class Element>
Views<Element> views_or_none(const Node& array) {
    return {array, array.elements_or_none().size()};
}
} // namespace detail

} // namespace ledgerline

#endif
