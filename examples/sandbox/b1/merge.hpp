// PATCH: what is sent replaces what was there; collections merge row by row, by the row's own key.
#pragma once

#include "b1/record.hpp"

namespace ledgerline::sandbox::b1 {

// Rows of a known collection are matched by their key (DocumentLines: LineNum), others are appended. With
// `replaces_collections` the rows that are not sent go away (header B1S-ReplaceCollectionsOnPatch).
void merge(Record& into, const Record& changes, bool replaces_collections);

} // namespace ledgerline::sandbox::b1
