// Where something stands in the deployment, and what is wrong there.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace ledgerline::config {

struct Place {
    std::string file; // relative to the deployment directory
    int line = 0;     // from 1; 0 = the whole file
    int column = 0;
};

struct Problem {
    Place place;
    std::string field; // "routes.orders.rules[2].limit"
    std::string what;  // "\"5.000,00\" is not a decimal (write 5000.00)"
    std::string text() const; // "ledgerline.yaml:41:16: routes.orders.rules[2].limit: ..."
};

// All problems of a deployment; what() is their texts, one a line, fit for a terminal.
struct ConfigError : std::runtime_error {
    explicit ConfigError(std::vector<Problem> all);
    std::vector<Problem> problems;
};

} // namespace ledgerline::config
