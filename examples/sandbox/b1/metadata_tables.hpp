// The tables that the Schema is read from, one text for each group of types.
#pragma once

namespace ledgerline::sandbox::b1 {

extern const char* const document_metadata;
extern const char* const document_line_metadata;
extern const char* const document_parts_metadata;
extern const char* const payments_metadata;
extern const char* const items_metadata;
extern const char* const partners_metadata;
extern const char* const master_data_metadata;
extern const char* const stock_metadata;
extern const char* const company_metadata;
extern const char* const enumerations_metadata;

} // namespace ledgerline::sandbox::b1
