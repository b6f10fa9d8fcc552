#include "message/pattern.hpp"

#include "message/pattern_syntax.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

namespace ledgerline::message {

namespace {

constexpr std::size_t states_max = 5'000;

// Step one: a graph in which several ways may be open at once (Thompson's construction).
class Graph {
public:
    explicit Graph(const PatternPart& whole) {
        const std::size_t start = node();
        end_ = draw(whole, start);
    }

    using Set = std::vector<std::size_t>; // sorted nodes

    Set start() const { return closure({0}); }
    bool accepts(const Set& nodes) const { return std::binary_search(nodes.begin(), nodes.end(), end_); }
    Set after(const Set& nodes, std::size_t byte) const {
        Set reached;
        for (const std::size_t from : nodes)
            for (const auto& [bytes, to] : nodes_[from].edges)
                if (bytes.test(byte)) reached.push_back(to);
        return closure(std::move(reached));
    }

private:
    struct Node {
        std::vector<std::pair<ByteSet, std::size_t>> edges;
        std::vector<std::size_t> free; // without a byte
    };

    std::size_t node() {
        if (nodes_.size() >= states_max) throw std::invalid_argument("the pattern is too large: it needs more than " + std::to_string(states_max) + " states");
        nodes_.emplace_back();
        return nodes_.size() - 1;
    }

    // Draws a part from a node on; the result is where it ends.
    std::size_t draw(const PatternPart& part, std::size_t from) {
        switch (part.kind) {
        case PatternPart::Kind::bytes: {
            const std::size_t to = node();
            nodes_[from].edges.emplace_back(part.bytes, to);
            return to;
        }
        case PatternPart::Kind::sequence:
            for (const auto& next : part.parts) from = draw(next, from);
            return from;
        case PatternPart::Kind::choice: {
            const std::size_t to = node();
            for (const auto& way : part.parts) {
                const std::size_t begin = node();
                nodes_[from].free.push_back(begin);
                nodes_[draw(way, begin)].free.push_back(to);
            }
            return to;
        }
        case PatternPart::Kind::repeat: return draw_repeat(part, from);
        }
        return from;
    }

    std::size_t draw_repeat(const PatternPart& part, std::size_t from) {
        for (std::size_t i = 0; i < part.least; ++i) from = draw(part.parts.front(), from);
        const std::size_t to = node();
        if (part.most == PatternPart::unlimited) {
            const std::size_t again = node();
            nodes_[from].free.push_back(again);
            nodes_[draw(part.parts.front(), again)].free.push_back(again);
            nodes_[again].free.push_back(to);
            return to;
        }
        for (std::size_t i = part.least; i < part.most; ++i) {
            nodes_[from].free.push_back(to);
            from = draw(part.parts.front(), from);
        }
        nodes_[from].free.push_back(to);
        return to;
    }

    Set closure(Set open) const {
        Set reached;
        std::vector<bool> seen(nodes_.size());
        while (!open.empty()) {
            const std::size_t at = open.back();
            open.pop_back();
            if (seen[at]) continue;
            seen[at] = true;
            reached.push_back(at);
            open.insert(open.end(), nodes_[at].free.begin(), nodes_[at].free.end());
        }
        std::sort(reached.begin(), reached.end());
        return reached;
    }

    std::vector<Node> nodes_;
    std::size_t end_ = 0;
};

} // namespace

// Step two: every set of nodes that can be open at once is one state of the table.
Pattern::Pattern(std::string_view text) : states_(2) {
    const Graph graph(parse_pattern(text));
    std::map<Graph::Set, std::uint16_t> numbers{{Graph::Set{}, 0}, {graph.start(), 1}};
    std::vector<Graph::Set> sets{{}, graph.start()};
    for (std::size_t at = 1; at < sets.size(); ++at) {
        states_[at].accepts = graph.accepts(sets[at]);
        for (std::size_t byte = 0; byte < 256; ++byte) {
            Graph::Set next = graph.after(sets[at], byte);
            const auto [place, is_new] = numbers.try_emplace(next, static_cast<std::uint16_t>(sets.size()));
            if (is_new) {
                if (sets.size() >= states_max) throw std::invalid_argument("the pattern " + std::string(text) + " is too large");
                sets.push_back(std::move(next));
                states_.emplace_back();
            }
            states_[at].next[byte] = place->second;
        }
    }
}

bool Pattern::matches(std::string_view text) const {
    std::size_t state = 1;
    for (const char c : text) {
        state = states_[state].next[static_cast<unsigned char>(c)];
        if (state == 0) return false;
    }
    return states_[state].accepts;
}

} // namespace ledgerline::message
