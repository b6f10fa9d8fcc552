// The stored query that lists the levels of OITW. SQLQueries are permanent data of the company: it is made once, under a fixed code,
// by `ledgerline prepare`.
#pragma once

#include "session.hpp"

#include <ledgerline/prepare.hpp>

#include <string_view>

namespace sapb1 {

inline constexpr std::string_view stock_query_code = "ledgerline_stock";
inline constexpr std::string_view stock_query_text =
    "select ItemCode, WhsCode, OnHand, IsCommited, OnOrder, Locked from OITW where ItemCode > :after order by ItemCode, WhsCode";

// Runs it for the items behind this code.
ledgerline::Request run_of_stock_query(std::string_view after);
// Throws Unavailable where its answer says that the query cannot be used, with what to do.
void require_stock_query(const ledgerline::Response& answer);
// Makes it, or gives it its text back, and tries it. Reports; throws Unavailable if the company does not answer.
void make_stock_query_ready(ledgerline::Prepare& prepare, Session& session);

} // namespace sapb1
