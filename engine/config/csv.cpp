#include "config/csv.hpp"

#include "base/utf8.hpp"
#include "config/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ledgerline::config {
namespace {

class Reader {
public:
    Reader(std::string_view text, const std::string& file, const CsvLimits& limits) : text_(text), file_(file), limits_(limits) {}

    void read(const std::function<void(const CsvRow&)>& header_found, const std::function<bool(CsvRow)>& row_found) {
        if (text_.size() > limits_.bytes_max) fail_at_file(fmt::format("is larger than {} bytes", limits_.bytes_max));
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) at_ = byte_order_mark.size();
        check_characters();
        CsvRow header;
        std::size_t rows = 0;
        while (at_ < text_.size()) {
            if (text_[at_] == '#') {
                skip_line();
                continue;
            }
            CsvRow row = read_row();
            const bool empty = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
            if (empty) continue;
            if (header.cells.empty()) {
                check_header(row);
                header = std::move(row);
                header_found(header);
                continue;
            }
            if (row.cells.size() != header.cells.size())
                fail(row.line, fmt::format("this row has {} column{}, the header has {}; put quotes around a cell that holds a comma",
                                           row.cells.size(), row.cells.size() == 1 ? "" : "s", header.cells.size()));
            if (rows++ == limits_.rows_max) fail(row.line, fmt::format("more than {} rows; a table has at most so many", limits_.rows_max));
            if (!row_found(std::move(row))) return;
        }
        if (header.cells.empty()) fail_at_file("has no header line with the names of the columns");
    }

private:
    [[noreturn]] void fail(int line, const std::string& what) const { throw CsvError(fmt::format("{}:{}: {}", file_, line, what)); }
    [[noreturn]] void fail_at_file(const std::string& what) const { throw CsvError(file_ + ": " + what); }

    int line_of(std::size_t offset) const {
        return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    }

    void check_characters() const {
        const std::size_t bad = base::find_invalid_utf8(text_);
        if (bad != std::string_view::npos) fail(line_of(bad), "is not UTF-8; save the file as \"CSV UTF-8\"");
        for (std::size_t at = at_; at < text_.size(); ++at) {
            const auto byte = static_cast<unsigned char>(text_[at]);
            if (byte == '\r' && (at + 1 == text_.size() || text_[at + 1] != '\n'))
                fail(line_of(at), "lines must end with LF or CRLF, not with CR alone; save the file again as CSV");
            const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
            if (control) fail(line_of(at), fmt::format("a control character (\\x{:02x}) can't be part of the file", byte));
        }
    }

    void check_header(CsvRow& header) const {
        if (header.cells.size() > limits_.columns_max) fail(header.line, fmt::format("more than {} columns", limits_.columns_max));
        if (header.cells.size() == 1 && header.cells[0].find_first_of(";\t") != std::string::npos)
            fail(header.line, "the columns are separated by semicolons or tabs; save the file with commas");
        std::set<std::string> seen;
        for (std::size_t i = 0; i < header.cells.size(); ++i) {
            std::string& name = header.cells[i];
            name = trimmed(name);
            if (name.empty()) fail(header.line, fmt::format("column {} has no name in the header", i + 1));
            if (name[0] == '@') fail(header.line, fmt::format("the column name {} is reserved, as all that begin with @", in_quotes(name)));
            if (!seen.insert(name).second) fail(header.line, fmt::format("the column {} is there twice", in_quotes(name)));
        }
    }

    static std::string trimmed(std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t");
        if (first == std::string_view::npos) return {};
        return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
    }

    void skip_line() {
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        ++line_;
    }

    bool at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

    CsvRow read_row() {
        CsvRow row;
        row.line = line_;
        while (true) {
            row.cells.push_back(read_cell());
            if (row.cells.size() > limits_.columns_max) fail(row.line, fmt::format("more than {} columns", limits_.columns_max));
            if (at_line_end()) break;
            ++at_; // the comma
        }
        skip_line();
        return row;
    }

    std::string read_cell() {
        std::size_t first = at_;
        while (first < text_.size() && (text_[first] == ' ' || text_[first] == '\t')) ++first;
        if (first < text_.size() && text_[first] == '"') {
            at_ = first;
            return read_quoted();
        }
        const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        const std::string cell = trimmed(text_.substr(at_, end - at_));
        if (cell.find('"') != std::string::npos)
            fail(line_, "a quote stands inside a cell without quotes; put quotes around the whole cell and write \"\" for each one inside");
        at_ = end;
        return cell;
    }

    std::string read_quoted() {
        const int opened = line_;
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            }
            if (text_[at_] == '\n') ++line_;
            cell += text_[at_];
        }
        if (at_ == text_.size()) fail(opened, "a quote that opens here is never closed");
        ++at_;
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
        if (!at_line_end() && text_[at_] != ',') fail(line_, "text follows a closing quote; write \"\" for a quote inside a cell");
        return cell;
    }

    std::string_view text_;
    const std::string& file_;
    const CsvLimits& limits_;
    std::size_t at_ = 0;
    int line_ = 1;
};

} // namespace

CsvTable read_csv(std::string_view text, const std::string& file, const CsvLimits& limits) {
    CsvTable table;
    const auto take = [&](CsvRow row) {
        table.rows.push_back(std::move(row));
        return true;
    };
    read_csv(text, file, [&](const CsvRow& header) { table.header = header; }, take, limits);
    return table;
}

void read_csv(std::string_view text, const std::string& file, const std::function<void(const CsvRow& header)>& header_found, const std::function<bool(CsvRow row)>& row_found,
              const CsvLimits& limits) {
    Reader(text, file, limits).read(header_found, row_found);
}

} // namespace ledgerline::config
