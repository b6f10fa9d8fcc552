// What each sink needs in the company.
#include "credit_memos_sink.hpp"
#include "orders_sink.hpp"
#include "payments_sink.hpp"
#include "preparation.hpp"

namespace sapb1 {

using namespace ledgerline;

Verdict OrdersSink::prepare(Prepare& prepare) {
    std::vector<UserField> fields{key_field_on("ORDR"), {"RDR1", std::string(line_field.substr(2)), "Store line id", static_cast<std::int64_t>(line_length_max)}};
    if (!external_id_field_.empty()) fields.push_back({"OCRD", external_id_field_.substr(2), "Store customer id", 50});
    try {
        make_company_ready(prepare, session_, fields);
        // For whoever writes the rules: they must reckon with the same.
        company_.refresh(prepare.call(), session_);
        if (const std::string words = company_.in_words(); !words.empty()) prepare.present("settings of the company: " + words);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

Verdict PaymentsSink::prepare(Prepare& prepare) {
    try {
        make_company_ready(prepare, session_, {key_field_on("ORDR"), key_field_on("ORCT")});
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

Verdict CreditMemosSink::prepare(Prepare& prepare) {
    std::vector<UserField> fields{key_field_on("ORDR"), {"RDR1", std::string(line_field.substr(2)), "Store line id", static_cast<std::int64_t>(line_length_max)}};
    if (!payouts_.is_empty()) fields.push_back(key_field_on("ORCT")); // stands on outgoing payments as well
    try {
        make_company_ready(prepare, session_, fields);
    } catch (const Unavailable& problem) {
        return retry_after(problem.pause_ms, problem.code, "{}", problem.what());
    }
    return pass();
}

} // namespace sapb1
