#include "connection.hpp"

#include "local_time.hpp"
#include "text.hpp"

namespace sapb1 {

Connection Connection::from(const ledgerline::Config& fields) {
    Connection connection;
    connection.url = fields.text("url");
    const std::string url = lower(connection.url) + "/";
    if (contains(url, "/b1s/v2/")) connection.version = Version::v2;
    else if (contains(url, "/b1s/v1/")) connection.version = Version::v1;
    else fields.refuse(fields.problem("url", "\"{}\" does not end in /b1s/v2 or /b1s/v1 (write https://host:50000/b1s/v2)", connection.url));
    connection.company = fields.text("company");
    connection.user = fields.text("user");
    connection.password = fields.secret("password");
    if (fields.has("language")) connection.language = fields.text("language");
    if (connection.language.find_first_not_of("0123456789") != std::string::npos)
        fields.refuse(fields.problem("language", "\"{}\" is not the number of a language (write 3 or 8 for English, 9 for German, or \"\" for the user's own)", connection.language));
    return connection;
}

std::int64_t utc_offset_of(const ledgerline::Config& fields) {
    const auto offset = offset_seconds(fields.text("utc_offset"));
    if (!offset) fields.refuse(fields.problem("utc_offset", "\"{}\" is not an offset (write +02:00)", fields.text("utc_offset")));
    return offset.value_or(0);
}

} // namespace sapb1
