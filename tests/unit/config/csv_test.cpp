// Protects: that a mapping table means what finance typed, and that a damaged one is refused with file and line.
// How: small texts, the cells that must come out, or the exact error.
#include "config/csv.hpp"

#include <catch2/catch.hpp>

using namespace ledgerline::config;

namespace {

// "1:a|b;2:c|d": line and cells of every row, header first.
std::string shown(const std::string& csv) {
    std::string out;
    const auto add = [&out](const CsvRow& row) {
        if (!out.empty()) out += ';';
        out += std::to_string(row.line) + ":";
        for (std::size_t i = 0; i < row.cells.size(); ++i) out += (i > 0 ? "|" : "") + row.cells[i];
    };
    try {
        const CsvTable table = read_csv(csv, "maps/t.csv");
        add(table.header);
        for (const CsvRow& row : table.rows) add(row);
    } catch (const CsvError& error) {
        return error.what();
    }
    return out;
}

} // namespace

TEST_CASE("config. CSV is read by its rules") {
    struct Row {
        std::string csv, expected;
    };
    const std::vector<Row> rows = {
        {"a,b\n1,2\n", "1:a|b;2:1|2"},
        {"a,b\r\n1,2\r\n", "1:a|b;2:1|2"},
        {"a,b\n1,2", "1:a|b;2:1|2"},
        {"\xEF\xBB\xBF" "a,b\n1,2\n", "1:a|b;2:1|2"},
        {"# first\na,b\n\n#,x,y,z\n1,2\n,\n3,\n", "1:a|b;5:1|2;7:3|"},
        {"a,b\n\"1,5\",\"say \"\"no\"\"\"\n", "1:a|b;2:1,5|say \"no\""},
        {"a,b\n\"two\nlines\",2\n3,4\n", "1:a|b;2:two\nlines|2;4:3|4"},
        {"a,b\n  1 , \" 2 \" \n", "1:a|b;2:1| 2 "},
        {" a , \"b\"\n1,2\n", "1:a|b;2:1|2"},
        {"a\n\"#1\"\n", "1:a;2:#1"},
        {"a,b\n\xC3\xA9,08\n", "1:a|b;2:\xC3\xA9|08"},
    };
    for (const Row& row : rows) {
        INFO(row.csv);
        std::string expected = row.expected;
        if (row.csv[0] == '#') expected.replace(0, 1, "2"); // the header stands below the comment
        CHECK(shown(row.csv) == expected);
    }
}

TEST_CASE("config. damaged CSV is refused with file and line") {
    struct Row {
        std::string csv, error;
    };
    const std::vector<Row> rows = {
        {"", "maps/t.csv: has no header line with the names of the columns"},
        {"# only\n\n", "maps/t.csv: has no header line with the names of the columns"},
        {"a,b\n1,2,3\n", "maps/t.csv:2: this row has 3 columns, the header has 2; put quotes around a cell that holds a comma"},
        {"a,b\n\n1\n", "maps/t.csv:3: this row has 1 column, the header has 2; put quotes around a cell that holds a comma"},
        {"a,a\n", "maps/t.csv:1: the column \"a\" is there twice"},
        {"a,,b\n", "maps/t.csv:1: column 2 has no name in the header"},
        {"a,@line\n", "maps/t.csv:1: the column name \"@line\" is reserved, as all that begin with @"},
        {"a;b\n1;2\n", "maps/t.csv:1: the columns are separated by semicolons or tabs; save the file with commas"},
        {"a,b\n1,\"2\n3,4\n", "maps/t.csv:2: a quote that opens here is never closed"},
        {"a,b\n1,2\"\n", "maps/t.csv:2: a quote stands inside a cell without quotes; put quotes around the whole cell and write \"\" for each one inside"},
        {"a,b\n\"1\"x,2\n", "maps/t.csv:2: text follows a closing quote; write \"\" for a quote inside a cell"},
        {"a,b\n1,\xE9\n", "maps/t.csv:2: is not UTF-8; save the file as \"CSV UTF-8\""},
        {"a,b\r1,2\r", "maps/t.csv:1: lines must end with LF or CRLF, not with CR alone; save the file again as CSV"},
        {std::string("a,b\n1,\0\n", 8), "maps/t.csv:2: a control character (\\x00) can't be part of the file"},
    };
    for (const Row& row : rows) {
        INFO(row.csv);
        CHECK(shown(row.csv) == row.error);
    }
}

TEST_CASE("config. size, rows and columns of a CSV file are limited") {
    CsvLimits limits;
    limits.rows_max = 2;
    CHECK_NOTHROW(read_csv("a\n1\n2\n", "t.csv", limits));
    CHECK_THROWS_WITH(read_csv("a\n1\n2\n3\n", "t.csv", limits), "t.csv:4: more than 2 rows; a table has at most so many");
    std::string many = "a\n";
    for (int i = 0; i < 100'000; ++i) many += "1\n";
    CHECK(read_csv(many, "t.csv").rows.size() == 100'000); // as the manual says
    CHECK_THROWS_WITH(read_csv(many + "1\n", "t.csv"), Catch::Contains("t.csv:100002: more than 100000 rows"));
    limits = {};
    limits.bytes_max = 4;
    CHECK_THROWS_WITH(read_csv("a\n1\n2\n", "t.csv", limits), "t.csv: is larger than 4 bytes");
    limits = {};
    limits.columns_max = 2;
    CHECK_THROWS_WITH(read_csv("a,b,c\n", "t.csv", limits), "t.csv:1: more than 2 columns");
}

TEST_CASE("config. a CSV file is read as far as its rows are wanted") {
    std::vector<std::string> seen;
    const auto take = [&](const CsvRow& row) {
        seen.push_back(row.cells.front());
        return seen.size() < 2;
    };
    std::vector<std::string> columns;
    read_csv("a\n1\n2\n3,4\n", "t.csv", [&](const CsvRow& header) { columns = header.cells; }, take);
    CHECK(columns == std::vector<std::string>{"a"});
    CHECK(seen == std::vector<std::string>{"1", "2"});
    CHECK_THROWS_WITH(read_csv("a\n3,4\n", "t.csv", [](const CsvRow&) {}, take), Catch::Contains("t.csv:2: this row has 2 columns"));
}
