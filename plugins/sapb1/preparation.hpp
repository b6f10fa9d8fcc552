// User tables and fields that a sink needs in the company: looked for, and made where they are missing.
#pragma once

#include "session.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sapb1 {

struct UserField {
    std::string table, name, description; // name without U_
    std::int64_t size = 0;
};

// The table of the keys, then the fields, each reported. Throws Unavailable if the company does not answer.
void make_company_ready(ledgerline::Prepare& prepare, Session& session, const std::vector<UserField>& fields);

// The field that carries keys. On ORDR it stands on all marketing documents, drafts, down payments and deliveries among them.
UserField key_field_on(const std::string& table);

} // namespace sapb1
