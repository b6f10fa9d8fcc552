// What IT owns: the two systems, the network, the plugins and the deployment.
#include "exceptions/kinds.hpp"

namespace ledgerline::exceptions {

namespace {

constexpr Kind kinds[] = {
    {"ORDER_UNCONFIRMED", "it", severity::high, verdict::look_up,
     "A document was sent to the ERP and the answer was lost: it may or may not have been created.",
     "Look it up by its key in the ERP. The engine does the same when the ERP answers again. If it can never say: resolve "
     "this with the number of the document that you found, or without one if there is none and none is to be; to have it "
     "sent again then, reopen the exception. Never send it a second time by hand."},
    {"ORDER_GAP", "it", severity::high, verdict::look_up,
     "Numbers are missing in the sequence of orders that were read from the store.",
     "Look for one of the missing orders in the store. If it is real, save it there once more: what was changed is read again. A "
     "number that the store never used is harmless: `exceptions resolve ID --note ...`. The engine looks for them every hour for three "
     "days; what it finds is read as any other order, and this closes by itself."},
    {"ERP_UNAVAILABLE", "it", severity::high, verdict::by_itself,
     "The ERP does not answer. The flow is paused and nothing is lost.",
     "Check that the ERP and its service run and can be reached from here. The flow goes on by itself."},
    {"ERP_SESSION", "it", severity::high, verdict::after_fix,
     "The ERP refused the login, or the session was lost again and again.",
     "Check user, password, company and licence of the connection, and that no other program uses the same user."},
    {"ERP_LOCKED", "it", severity::low, verdict::by_itself,
     "Records in the ERP are locked by another user or program. The engine goes on trying, every ten minutes in the end.",
     "Nothing at first. If it lasts, find out which user or job holds the lock; a retry then tries at once."},
    {"ERP_REJECTED", "it", severity::medium, verdict::after_fix,
     "The ERP refused the document for a reason that has no code of its own here. Nothing was created.",
     "Read the ERP's message in the exception, correct the cause there or in the mapping, then retry."},
    {"STORE_RATE_LIMIT", "it", severity::low, verdict::by_itself,
     "The store limits the number of requests. The flow waits as long as the store asks.",
     "Nothing at first. If it lasts, see which other integrations use the same quota."},
    {"STORE_UNAVAILABLE", "it", severity::high, verdict::by_itself,
     "The store does not answer, or answers with something that is no data. The flow waits; no order is lost.",
     "Look at the store's status page. The flow goes on by itself; if the store is well, check the address of the connection."},
    {"STORE_AUTH", "it", severity::high, verdict::after_fix,
     "The store refused the access token.",
     "Make a new token with the needed rights in the store and put it where the deployment's secret refers to."},
    {"STORE_REJECTED", "it", severity::medium, verdict::after_fix,
     "The store refused what was to be written to an order there, or says something of the order that cannot be understood.",
     "Read the store's words in the exception and correct the cause in the store or in the sink's fields, then retry. What was "
     "done already is found again and not done twice."},
    {"STORE_UNCONFIRMED", "it", severity::medium, verdict::look_up,
     "Something was written to the store and the answer was lost: it may or may not have been done.",
     "Nothing at first: the order is read when the store answers again, and only what is missing is written. If it stays, open the "
     "order in the store and compare; then resolve this exception."},
    {"STORE_REFERENCE_TAKEN", "it", severity::medium, verdict::decide,
     "The order in the store already has a number of another system as its external_order_id. It is not written over.",
     "Find out who wrote it. If it is to be ours, empty the field in the store and retry. If another integration needs it, set "
     "the sink's field reference to nothing and retry."},
    {"WEBHOOK_DISABLED", "it", severity::medium, verdict::after_fix,
     "The store has switched its webhooks off, or they cannot be set up. Orders still come by polling, only later.",
     "Check that the address in the exception leads from the store to the engine, with a certificate that everybody trusts. The engine "
     "switches its webhooks on again by itself; this closes when they are set up and something comes."},
    {"FEED_SILENT", "it", severity::high, verdict::look_up,
     "Nothing came from this source for longer than usual.",
     "See whether the store really had no orders. If it had, check the connection: whether it is the right store, channel and account. It "
     "closes by itself when something comes."},
    {"MESSAGE_REFUSED", "it", severity::medium, verdict::after_fix,
     "What the source sent is not a valid document: the exception names the field.",
     "If the data is wrong, correct it in its system: the new version goes on by itself. If it is right, the "
     "connector must learn it: tell its author."},
    {"MAP_ENTRY_MISSING", "it", severity::medium, verdict::after_fix,
     "A value of the message has no entry in a mapping table. The exception names the table and the value.",
     "Add the line to the table in maps/, then retry."},
    {"MORE_FINDINGS", "it", severity::medium, verdict::after_fix,
     "The message has more problems than are kept for one exception.",
     "Correct those that are shown and retry: the rest is found then."},
    {"PLUGIN_FAILED", "it", severity::high, verdict::after_fix,
     "A component of a plugin ended with an error instead of an answer.",
     "Read the error in the exception and give it to the plugin's author. Retry after the plugin or the "
     "configuration was corrected."},
    {"PLUGIN_CRASHED", "it", severity::high, verdict::after_fix,
     "The engine crashed twice while this component worked on this message. Other messages flow on.",
     "Give this exception and the message to the plugin's author. Don't retry with the same version of the plugin: with a new "
     "one what is held is judged anew by itself."},
    {"PLUGIN_HUNG", "it", severity::high, verdict::after_fix,
     "A component did not answer within its time, twice over this message. Other messages flow on.",
     "Give the message to the plugin's author. Retry after the plugin was corrected, or after the system that it "
     "waits for is back."},
    {"PLUGIN_REFUSED", "it", severity::high, verdict::after_fix,
     "A plugin or one of its components could not be loaded or refused its configuration.",
     "Run `ledgerline check`: it names the file, the field and the remedy."},
    {"CONFIG_DRIFT", "it", severity::medium, verdict::after_fix,
     "What is set up in one of the two systems is not what the deployment expects.",
     "Compare the two in the exception. Change the system or the deployment, then run `ledgerline check "
     "--online`."},
};

} // namespace

std::span<const Kind> kinds_of_it() { return kinds; }

} // namespace ledgerline::exceptions
