// Faults that a test, the simulation or the control interface asks for. Each is counted down by the requests it meets.
#pragma once

#include "b1/calendar.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::sandbox::b1 {

struct PeriodLock {
    std::string from, to; // both included, "2026-01-31"
};

struct Faults {
    int login_refusals = 0;
    std::map<std::string, int> contention; // entity set → writes that still meet -2039; "" = any entity set
    std::optional<std::size_t> locked_part; // of the request that is carried out; 0 where it is no batch
    bool locked_out = false; // what is being carried out meets -2039 at its first write
    int outages = 0;
    int outage_status = 503;
    int outages_after_commit = 0;
    int outage_after_commit_status = 504;
    std::map<std::string, std::string> rejections; // CardCode → the company's own text
    std::vector<PeriodLock> locked_periods;
    std::string permitted_from, permitted_to; // posting dates outside are refused; "" = open
};

} // namespace ledgerline::sandbox::b1
