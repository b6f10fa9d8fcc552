// What a checker finds that is not as it was promised, one sentence each.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace ledgerline::simulation {

class Complaints {
protected:
    template <class... Arguments>
    void complain(fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
        found_.push_back(fmt::format(pattern, std::forward<Arguments>(arguments)...));
    }

    std::vector<std::string> found_;
};

} // namespace ledgerline::simulation
