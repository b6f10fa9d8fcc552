// The way of one request through the Service Layer: address, faults, session, transaction, shape of the answer.
#pragma once

#include "b1/batch.hpp"
#include "b1/company.hpp"
#include "b1/resources.hpp"
#include "b1/sessions.hpp"
#include "b1/state.hpp"

namespace ledgerline::sandbox::b1 {

class Company::Gate {
public:
    Gate(CompanySettings settings, const base::Clock& clock, base::Random& random);

    CompanyAnswer answer(const base::HttpRequest& request);
    base::HttpResponse handle(const base::HttpRequest& request);

    State state;
    Resources resources;
    Sessions sessions;

private:
    base::HttpResponse ping(const Target& target) const;
    base::HttpResponse below_root(const Call& call);
    base::HttpResponse login(const Call& call);
    base::HttpResponse transaction(const Call& call);
    base::HttpResponse error(const Call& call, const Refusal& refusal) const;
    base::HttpResponse execute(const Call& call);
    void finish(bool commit);

    bool wrote_ = false; // something was committed during this request
    bool cut_ = false;   // the connection breaks while this request is answered
};

} // namespace ledgerline::sandbox::b1
