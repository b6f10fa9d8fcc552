// Looks into JSON text without building a tree: a loaded store keeps its lines as text (139,000 of them), and a page of
// them is a list of slices. The text is one that we wrote or loaded; what is not balanced is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::sandbox::store {

// The text of a member's value in an object; nothing if the object has no such member. Member names with escapes are
// not found. Throws std::invalid_argument for text that is not an object.
std::optional<std::string_view> member_text(std::string_view object, std::string_view name);

// The texts of an array's elements. Throws std::invalid_argument for text that is not an array.
std::vector<std::string_view> elements(std::string_view array);

// Elements back to an array.
std::string join_array(const std::vector<std::string_view>& parts, std::size_t from, std::size_t count);

} // namespace ledgerline::sandbox::store
