#include "config/fields.hpp"

#include <algorithm>

namespace ledgerline::config {
namespace {

// Letters of either case are the same, and so are the three ways to join words: they are what people mix up.
std::string folded(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return out;
}

// Edits (one letter added, removed, replaced, or two neighbours swapped) that make b of a.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> edits(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) edits[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) edits[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            edits[i][j] = std::min({edits[i - 1][j] + 1, edits[i][j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
    }
    return edits[a.size()][b.size()];
}

} // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& known) { return nearest(name, known, std::max<std::size_t>(1, name.size() / 3)); }

std::string nearest(std::string_view name, const std::vector<std::string>& known, std::size_t edits_max) {
    constexpr std::size_t name_length_max = 100; // longer ones are no slip of the finger
    if (name.empty() || name.size() > name_length_max) return {};
    const std::string wanted = folded(name);
    std::string best;
    std::size_t best_distance = edits_max + 1;
    for (const std::string& candidate : known) {
        if (candidate.size() > name_length_max) continue;
        const std::size_t edits = distance(wanted, folded(candidate));
        if (edits < best_distance) {
            best = candidate;
            best_distance = edits;
        }
    }
    return best;
}

} // namespace ledgerline::config
