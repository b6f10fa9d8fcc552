#include "config/yaml.hpp"

#include "base/utf8.hpp"
#include "config/numbers.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>

namespace ledgerline::config {
namespace {

using message::Value;

// Ends the reading: what follows in the file can't be trusted any more.
struct Stop {
    Problem problem;
};

// Turns the parser's offsets into lines and columns as an editor counts them: from 1, in characters.
class Lines {
public:
    Lines(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
        starts_.push_back(0);
        for (std::size_t at = 0; at < text.size(); ++at)
            if (text[at] == '\n') starts_.push_back(at + 1);
    }
    Place at(const YAML::Mark& mark) const {
        if (mark.line < 0) return {file_, 0, 0};
        const auto line = static_cast<std::size_t>(mark.line);
        if (line >= starts_.size()) return {file_, static_cast<int>(starts_.size()), 1};
        return at_offset(line, offset(mark));
    }
    // Whether a quoted text begins at the mark and goes on to the end of the file. The parser takes that for text.
    bool unclosed_quote_at(const YAML::Mark& mark) const {
        const std::size_t begin = offset(mark);
        if (begin >= text_.size() || (text_[begin] != '"' && text_[begin] != '\'')) return false;
        const char quote = text_[begin];
        for (std::size_t at = begin + 1; at < text_.size(); ++at) {
            if (quote == '"' && text_[at] == '\\') ++at;
            else if (text_[at] == quote && quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote) ++at;
            else if (text_[at] == quote) return false;
        }
        return true;
    }
    // Editors show a tab as blanks, so nobody sees it.
    bool is_indented_with_tab(const YAML::Mark& mark) const {
        if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= starts_.size()) return false;
        const std::string_view line = text_.substr(starts_[static_cast<std::size_t>(mark.line)]);
        return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
    }
    Place at_byte(std::size_t offset) const {
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
        return at_offset(static_cast<std::size_t>(after - starts_.begin()) - 1, offset);
    }

private:
    std::size_t offset(const YAML::Mark& mark) const {
        if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= starts_.size()) return text_.size();
        return std::min(text_.size(), starts_[static_cast<std::size_t>(mark.line)] + static_cast<std::size_t>(std::max(0, mark.column)));
    }
    Place at_offset(std::size_t line, std::size_t end) const {
        // Marks mostly come in order: counting goes on from the last one, or a file of one long line takes for ever.
        if (line != line_ || end < counted_to_) {
            line_ = line;
            counted_to_ = starts_[line];
            column_ = 1;
        }
        for (; counted_to_ < end; ++counted_to_)
            if ((static_cast<unsigned char>(text_[counted_to_]) & 0xC0U) != 0x80U) ++column_;
        return {file_, static_cast<int>(line) + 1, column_};
    }

    std::string_view text_;
    std::string file_;
    std::vector<std::size_t> starts_;
    mutable std::size_t line_ = 0, counted_to_ = 0;
    mutable int column_ = 1;
};

Value plain_scalar(const std::string& text) {
    if (text == "true") return Value(true);
    if (text == "false") return Value(false);
    if (const auto integer = parse_integer(text)) return Value(*integer);
    return Value(text);
}

class Builder final : public YAML::EventHandler {
public:
    Builder(const Lines& lines, const YamlLimits& limits, std::vector<Problem>& problems) :
        lines_(lines), limits_(limits), problems_(problems) {}

    Tree take() { return std::move(tree_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) stop(mark, "a second document begins here; write everything in one, without \"---\" in between");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        scalar(mark, Value(), "", false);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        problem(mark, "aliases (*name) are not supported; write the value again");
        scalar(mark, Value(), "", true);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        if (tag != "?" && lines_.unclosed_quote_at(mark)) stop(mark, "a quote that opens here is never closed");
        if (value.find('\0') != std::string::npos) stop(mark, "a NUL character can't be part of a value");
        scalar(mark, tag == "?" ? plain_scalar(value) : Value(value), value, true);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Value::array());
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Value::object());
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    // A mapping or list that is being read.
    struct Level {
        Value value;
        std::string pointer, field;
        std::unordered_set<std::string> names; // of a mapping
        std::string name;                      // of the member whose value comes next
        bool value_next = false;
    };

    [[noreturn]] void stop(const YAML::Mark& mark, std::string what) const { throw Stop{{lines_.at(mark), field_here(), std::move(what)}}; }
    void problem(const YAML::Mark& mark, std::string what) { problems_.push_back({lines_.at(mark), field_here(), std::move(what)}); }
    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) problem(mark, "anchors (&name) are not supported; write the value where it is needed");
    }
    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!") problem(mark, fmt::format("tags ({}) are not supported; write the plain value", in_quotes(tag)));
    }

    bool at_key() const { return !levels_.empty() && levels_.back().value.is_object() && !levels_.back().value_next; }
    std::string pointer_here() const {
        if (levels_.empty()) return {};
        const Level& level = levels_.back();
        return level.value.is_object() ? pointer_of(level.pointer, level.name) : pointer_of(level.pointer, level.value.size());
    }
    std::string field_here() const {
        if (levels_.empty()) return {};
        const Level& level = levels_.back();
        if (level.value.is_array()) return fmt::format("{}[{}]", level.field, level.value.size());
        return level.value_next ? field_of(level.field, level.name) : level.field;
    }

    void count(const YAML::Mark& mark, const std::string& pointer) {
        if (++nodes_ > limits_.nodes_max) stop(mark, fmt::format("more than {} values in one file", limits_.nodes_max));
        pointer_bytes_ += pointer.size();
        if (pointer_bytes_ > limits_.pointer_bytes_max) stop(mark, "too many values below long names; make the names shorter");
    }
    void remember(const YAML::Mark& mark) {
        std::string pointer = pointer_here();
        count(mark, pointer);
        tree_.places[std::move(pointer)] = lines_.at(mark);
    }
    // The parser places a value that is not there where the next thing begins; people look at its name.
    void place_at_name() {
        const std::string pointer = pointer_here();
        if (const auto named = tree_.names.find(pointer); named != tree_.names.end()) tree_.places[pointer] = named->second;
    }
    void key(const YAML::Mark& mark, const std::string& name, bool has_name) {
        Level& level = levels_.back();
        if (!has_name || name.empty()) stop(mark, "a name is missing in front of the \":\"");
        if (name.size() > limits_.name_bytes_max) stop(mark, fmt::format("a name is longer than {} bytes", limits_.name_bytes_max));
        if (level.names.size() == limits_.members_max) stop(mark, fmt::format("more than {} members in one mapping", limits_.members_max));
        level.name = name;
        level.value_next = true;
        if (!level.names.insert(name).second) {
            const Place first = tree_.names[pointer_here()];
            problem(mark, fmt::format("is given twice, first in line {}; remove one of the two", first.line));
            return;
        }
        std::string pointer = pointer_here();
        count(mark, pointer);
        tree_.names[std::move(pointer)] = lines_.at(mark);
    }
    void scalar(const YAML::Mark& mark, Value value, const std::string& text, bool has_name) {
        if (at_key()) return key(mark, text, has_name);
        remember(mark);
        if (value.is_null()) place_at_name();
        put(std::move(value));
    }
    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Value empty) {
        if (at_key()) stop(mark, "a list or mapping can't be a name; put quotes around text that begins with { or [");
        if (levels_.size() == limits_.depth_max) stop(mark, fmt::format("more than {} levels of nesting", limits_.depth_max));
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        remember(mark);
        Level level;
        level.pointer = pointer_here();
        level.field = field_here();
        level.value = std::move(empty);
        levels_.push_back(std::move(level));
    }
    void close() {
        Value value = std::move(levels_.back().value);
        levels_.pop_back();
        put(std::move(value));
    }
    void put(Value value) {
        if (levels_.empty()) {
            tree_.value = std::move(value);
            return;
        }
        Level& level = levels_.back();
        if (level.value.is_array()) {
            level.value.push(std::move(value));
            return;
        }
        // Appended, not set(): the names are known to differ, and a search for each would be quadratic. A name that
        // came twice is a problem already, its tree is thrown away.
        level.value.as_object()->emplace_back(level.name, std::move(value));
        level.value_next = false;
    }

    const Lines& lines_;
    const YamlLimits& limits_;
    std::vector<Problem>& problems_;
    Tree tree_;
    std::vector<Level> levels_;
    std::size_t nodes_ = 0, pointer_bytes_ = 0;
    int documents_ = 0;
};

// The parser's reasons in words that say what to do.
std::string in_our_words(const std::string& reason) {
    using namespace YAML::ErrorMsg;
    struct Words {
        const char* reason;
        const char* ours;
    };
    const Words known[] = {
        {END_OF_MAP, "this line doesn't fit the lines above it; check its indentation and the \":\" after the name"},
        {END_OF_SEQ, "this line doesn't fit the list above it; check its indentation and the \"- \" in front"},
        {END_OF_MAP_FLOW, "a \"{\" is not closed by \"}\", or a \",\" is missing"},
        {END_OF_SEQ_FLOW, "a \"[\" is not closed by \"]\", or a \",\" is missing"},
        {FLOW_END, "a \"}\" or \"]\" closes nothing; put quotes around text that holds one"},
        {MAP_VALUE, "a \":\" that no name can stand in front of here; put quotes around text that holds \": \", and check the indentation"},
        {MAP_KEY, "a \"?\" can't stand here; put quotes around text that begins with one"},
        {BLOCK_ENTRY, "a \"- \" can't stand here; a list begins on its own line, below its name"},
        {TAB_IN_INDENTATION, "indentation must be blanks, not tabs"},
        {EOF_IN_SCALAR, "a quote is never closed"},
        {DOC_IN_SCALAR, "\"---\" or \"...\" stands inside quotes; close them before"},
        {UNKNOWN_TOKEN, "a character can't begin a value here; put quotes around the text"},
        {UNKNOWN_ANCHOR, "aliases (*name) are not supported; write the value again"},
        {INVALID_HEX, "\\x, \\u and \\U in double quotes need hexadecimal digits after them"},
        {CHAR_IN_BLOCK, "after | or > the line must end"},
        {ALIAS_NOT_FOUND, "put quotes around text that begins with *"},
        {ANCHOR_NOT_FOUND, "put quotes around text that begins with &"},
        {CHAR_IN_SCALAR, "a character can't stand inside this text; put quotes around it"},
    };
    for (const Words& words : known)
        if (reason == words.reason) return words.ours;
    if (reason.rfind(INVALID_ESCAPE, 0) == 0)
        return "after \\ in double quotes only escapes of YAML may follow; write \\\\ for a backslash, or use single quotes";
    if (reason.rfind(INVALID_UNICODE, 0) == 0) return "a \\u escape names no character";
    return "not YAML: " + reason;
}

// Everything of a stranger's file that the parser doesn't have to see.
void check_text(std::string_view text, const Lines& lines, const YamlLimits& limits) {
    if (text.size() > limits.bytes_max)
        throw Stop{{lines.at(YAML::Mark::null_mark()), "", fmt::format("is larger than {} bytes", limits.bytes_max)}};
    const std::size_t bad = base::find_invalid_utf8(text);
    if (bad != std::string_view::npos) throw Stop{{lines.at_byte(bad), "", "is not UTF-8 from here; save the file as UTF-8"}};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
        if (control) throw Stop{{lines.at_byte(at), "", fmt::format("a control character (\\x{:02x}) can't be part of the file", byte)}};
    }
}

} // namespace

std::optional<Tree> read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems, const YamlLimits& limits) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
    const Lines lines(text, file);
    const std::size_t before = problems.size();
    try {
        check_text(text, lines, limits);
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        Builder builder(lines, limits, problems);
        if (!parser.HandleNextDocument(builder)) throw Stop{{{file, 0, 0}, "", "is empty"}};
        parser.HandleNextDocument(builder);
        if (problems.size() == before) return builder.take();
    } catch (const Stop& stop) {
        problems.push_back(stop.problem);
    } catch (const YAML::Exception& error) {
        const bool says_tab = error.msg == YAML::ErrorMsg::TAB_IN_INDENTATION;
        const char* hint = !says_tab && lines.is_indented_with_tab(error.mark) ? "; the line is indented with a tab, and indentation must be blanks" : "";
        problems.push_back({lines.at(error.mark), "", in_our_words(error.msg) + hint});
    }
    return std::nullopt;
}

} // namespace ledgerline::config
