// What is open in a document: how much of a line its following documents have not taken over yet, and when lines and
// documents close. Used by every kind of document.
#pragma once

#include "b1/record.hpp"

namespace ledgerline::sandbox::b1 {

bool open(const Record& document);
bool line_open(const Record& line);
// What following documents have taken over of a line, as far as it was not given back.
Decimal drawn_quantity(const Record& line);
// 0 for a closed line.
Decimal open_quantity(const Record& line);
// A following document exists for one of the lines.
bool copied(const Record& document);

// Writes RemainingOpenQuantity, RemainingOpenInventoryQuantity and OpenAmount anew, from Quantity, what was taken over and LineStatus.
void refresh_open(Record& line, int amount_digits);
// A following document takes over a quantity: at 0 the line closes.
void draw_line(Record& line, const Decimal& quantity, int amount_digits);
// A following document is cancelled: what it had taken is open again. A line that a person closed stays closed.
void give_back_to_line(Record& line, const Decimal& quantity, int amount_digits);
void close_line(Record& line);
// Closes the document when all its lines are closed, opens it when one is open again. A cancelled document stays as it is.
void follow_lines(Record& document);
void close_document(Record& document);
// The part of DocTotal that open lines stand for, at the given number of digits; 0 for a closed document.
Decimal open_total(const Record& document, int amount_digits);

} // namespace ledgerline::sandbox::b1
