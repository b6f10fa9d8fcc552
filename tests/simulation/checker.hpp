// The promises, looked up from outside: the store's orders, the ERP's documents and the engine's own books are read side by
// side when everything is quiet. Each violation names its invariant.
#pragma once

#include "following.hpp"
#include "refunds.hpp"
#include "store/store.hpp"
#include "world.hpp"

#include <string>
#include <vector>

namespace ledgerline::simulation {

// How many orders were posted in part at first, of how many of them the rest was added, and how often a document was changed or cancelled.
struct Parts {
    std::size_t begun = 0, completed = 0, changes = 0;
};

//  I1  every order has exactly one ending: posted, nothing to post, rightly dropped, or one open exception with an owner
//  I2  no two documents carry the same key
//  I3  every document is what its order says, line by line; where lines wait for their items, exactly the others
//  I4  money: what was posted adds up to the totals of the orders that it was posted for; a document comes to the store's newest total, or
//      somebody knows
//  I5  an order's revisions are never posted twice, only as changes of the one document, and never an older one after a newer
//  Of an order that refunds took something off, I3, I4 and I5 hold for what they left of it.
//  I11 to I13: following.hpp; I14, I15: stock.hpp; I16 to I18: refunds.hpp; I19, I20: returns.hpp
//  I8  the history verifies and tells of every message how it came and how it ended
// With `following` what follows the orders is looked at as well.
std::vector<std::string> violations(const World& world, const store::Store& store, Parts& parts, Following* following);

} // namespace ledgerline::simulation
