// Placeholders of secrets are text, so text from outside could pretend to be one: a shopper who types "${secret:1}" into the
// comment of an order must not find a password in the document that the ERP prints.
#pragma once

#include "message/value.hpp"

namespace ledgerline::plugin {

// Puts a blank into every "${secret:" of the tree's texts; true if there was one.
bool neutralise_reserved_text(message::Value& value);
// Whether that would find one.
bool holds_reserved_value(const message::Value& value);
// The same, but names of members count too.
bool holds_reserved_text(const message::Value& value);

} // namespace ledgerline::plugin
