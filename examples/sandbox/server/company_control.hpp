// The company's part of the control interface: everything below /sandbox/b1. docs/sandbox.md lists it.
#pragma once

#include "b1/company.hpp"
#include "server/control_answers.hpp"

namespace ledgerline::sandbox::server {

class CompanyControl {
public:
    explicit CompanyControl(b1::Company& company) : company_(company) {} // borrowed

    // The first piece of the path is "b1". Throws NotServed and std::invalid_argument.
    base::HttpResponse answer(const ControlCall& call);

private:
    base::HttpResponse items(const ControlCall& call);
    base::HttpResponse orders() const;
    base::HttpResponse ledger(const std::string& item_code) const;
    base::HttpResponse documents(const ControlCall& call);
    base::HttpResponse act(const std::string& entity_set, std::int64_t entry, const std::string& action, const message::Value& body);
    base::HttpResponse shown(const std::string& entity_set, std::int64_t entry, int status) const;

    b1::Company& company_;
};

// Adds one of the faults that docs/sandbox.md lists; throws std::invalid_argument.
void add_company_fault(b1::Company& company, const message::Value& fault);

} // namespace ledgerline::sandbox::server
