// Secrets by reference: `${env:NAME}` and `${file:path}` become placeholders when the deployment is read. Only the HTTP
// service puts the values in; nothing else can see or print them.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ledgerline::config {

class Secrets {
public:
    // The placeholder that stands for this value from now on: "${secret:1}". The same value gives the same placeholder.
    std::string keep(std::string value);
    // Every placeholder replaced by its value.
    std::string fill(std::string_view text) const;
    // Every value that occurs replaced by "***": for logs and errors.
    std::string redact(std::string_view text) const;
    bool empty() const { return values_.empty(); }

private:
    std::map<std::string, std::string> values_; // placeholder → value
};

} // namespace ledgerline::config
