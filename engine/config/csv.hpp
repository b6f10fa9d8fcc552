// CSV text to a table: RFC 4180 with a header line, UTF-8 with or without byte order mark, LF or CRLF.
//
// A line that begins with # is a comment; blank lines and lines of empty cells (as spreadsheets leave them) are skipped.
// Blanks around a cell without quotes are dropped; a cell in quotes is kept to the byte.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ledgerline::config {

struct CsvLimits {
    std::size_t bytes_max = std::size_t{10} * 1024 * 1024;
    std::size_t rows_max = 100'000; // a row takes about half a kilobyte while its component is created
    std::size_t columns_max = 100;
};

struct CsvRow {
    int line = 0; // where it begins
    std::vector<std::string> cells;
};

struct CsvTable {
    CsvRow header;
    std::vector<CsvRow> rows; // each with as many cells as the header
};

// "maps/tax.csv:12: this row has 3 columns, the header has 4"
struct CsvError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// `file` is the name for messages. Throws CsvError.
CsvTable read_csv(std::string_view text, const std::string& file, const CsvLimits& limits = {});
// The same, row by row, so that a large table is never held twice. `row_found` answers whether the next one is wanted.
void read_csv(std::string_view text, const std::string& file, const std::function<void(const CsvRow& header)>& header_found, const std::function<bool(CsvRow row)>& row_found,
              const CsvLimits& limits = {});

} // namespace ledgerline::config
