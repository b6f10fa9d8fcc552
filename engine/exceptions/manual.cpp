#include "exceptions/manual.hpp"

#include "exceptions/catalogue.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ledgerline::exceptions {

namespace {

std::string_view heading(std::string_view team) {
    if (team == "merchandising") return "Merchandising: articles and their prices";
    if (team == "finance") return "Finance: money, tax, payment, refunds, periods";
    if (team == "cx") return "Customer service: customers, addresses, changed orders";
    if (team == "operations") return "Operations: warehouses, stock, returned goods";
    return "IT: the two systems, the network, plugins, the deployment";
}

constexpr std::string_view introduction =
    "# Exceptions\n"
    "\n"
    "An exception is something that a person must know or decide. It has one code, one owner and one verdict. A message with\n"
    "several problems has one exception that lists them all; one cause that holds up many messages is shown as one group, so\n"
    "it is fixed once. When the cause goes away, the exception closes by itself.\n"
    "\n"
    "| verdict | what it means for a retry |\n"
    "|---|---|\n"
    "| retries by itself | Nobody has to do anything; the text says when to look anyway. |\n"
    "| after a fix | Correct the cause; then a retry is safe. |\n"
    "| look it up first | Something may have happened already. Look before you act, never repeat blindly. |\n"
    "| needs a decision | Nothing is broken; a person must choose. |\n"
    "\n"
    "*Severity* is *high* where a whole flow waits or money could be booked twice or wrongly, *medium* where a message waits,\n"
    "*low* where neither money nor goods wait.\n"
    "\n"
    "Another owner for a code is set in `owners.yaml`. A code that a plugin made up itself is kept and belongs to IT until\n"
    "`owners.yaml` names a team.\n";

} // namespace

std::string manual() {
    std::string page(introduction);
    std::string_view team;
    for (const Kind& kind : catalogue()) {
        if (kind.team != team) fmt::format_to(std::back_inserter(page), "\n## {}\n", heading(kind.team));
        team = kind.team;
        fmt::format_to(std::back_inserter(page), "\n### {}\n\n{}\n\n*Severity:* {}. *Retry:* {}.\n\n**What to do.** {}\n", kind.code,
                       kind.meaning, kind.severity, kind.verdict, kind.remedy);
    }
    return page;
}

} // namespace ledgerline::exceptions
