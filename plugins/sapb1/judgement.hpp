// What a refusal of a document means: who must act, what the cause is shared by, and whether it may pass by itself.
// Decided by code, by the code in the text and by the field that SAP names in brackets; English words only where a company's
// language cannot change them into a wrong decision: an unknown text is ERP_REJECTED with SAP's own words.
#pragma once

#include "fault.hpp"

#include <string>
#include <vector>

namespace sapb1 {

// What the document held, so that a cause can be named.
struct DocumentFacts {
    std::string currency;           // "USD"
    std::string document_date;      // "2026-01-31"
    std::string card_code;
    std::string series, branch;     // "" = none
    std::vector<std::string> item_codes, tax_codes; // by line
};

enum class Meaning {
    rejected,  // a person must change something; the document was not made
    retry,     // somebody else held a row; nothing was made
    unknown,   // it may have been made
    exists,    // the key is taken: look the document up
    unclear,   // an unknown code, or an approval procedure made a draft: look both up
    blocked    // every document would meet it: the company or the user is not set up
};

struct Judgement {
    Meaning meaning = Meaning::rejected;
    std::string code;      // of the exception catalogue
    std::string message;
    std::string subject;   // what the cause is shared by, "" = this document's own
    std::string waits_for; // "item:A1": tried again when that changes
};

Judgement judge(const Fault& fault, const DocumentFacts& document);

} // namespace sapb1
