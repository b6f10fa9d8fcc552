// What finance owns: money, tax, payment, refunds and periods.
#include "exceptions/kinds.hpp"

namespace ledgerline::exceptions {

namespace {

constexpr Kind kinds[] = {
    {"LINE_WITHOUT_SKU", "finance", severity::medium, verdict::decide,
     "A line of the order has no SKU, so nothing says what it should be booked as.",
     "Name the item that such lines stand for in the deployment, or give the product a SKU in the store; then "
     "retry."},
    {"TAX_CODE_MISSING", "finance", severity::medium, verdict::after_fix,
     "No tax code of the ERP is mapped to the tax of this line: rate, class and country of delivery.",
     "Add the line to the tax map. Don't map it to a neighbouring code: the return would be wrong. Then retry."},
    {"TAX_AMOUNT_DIFF", "finance", severity::medium, verdict::decide,
     "The tax that the ERP will compute differs from the tax that the customer paid.",
     "Read the comparison in the exception. Correct the rate, the tax code or the price mode, then retry. If the store "
     "computed wrongly, settle the difference with the customer, book the order by hand, and `exceptions resolve ID --note ... "
     "--document NUMBER`."},
    {"TOTAL_MISMATCH", "finance", severity::high, verdict::after_fix,
     "The document that would be booked does not come to the total that the store charged. The bridge in the "
     "exception names every cent.",
     "Find the part of the bridge that is not explained: a fee, discount or rounding that no rule books. Correct "
     "the mapping or the rules, then retry. No balancing line is ever booked."},
    {"BOOKED_TOTAL_DIFFERS", "finance", severity::high, verdict::decide,
     "The document was booked, and the ERP made another total of it than was expected.",
     "Correct the document in the ERP, then resolve this exception. Find out why the ERP computes otherwise (rounding of tax, "
     "digits of prices, a discount of the partner) before the next order: `ledgerline prepare --dry-run` shows the company's settings."},
    {"CURRENCY_RATE_MISSING", "finance", severity::medium, verdict::after_fix,
     "The ERP has no exchange rate for the currency of the order on its date.",
     "Enter the rate in the ERP. The order goes on at the next retry."},
    {"PERIOD_CLOSED", "finance", severity::medium, verdict::decide,
     "The posting period of the document's date is closed or does not exist.",
     "Open the period, then retry. Or book the document by hand with a date in the open period, then `exceptions resolve ID "
     "--note ... --document NUMBER`. Tell the person who files the tax return."},
    {"PAYMENT_NOT_CAPTURED", "finance", severity::low, verdict::by_itself,
     "The order is not paid, or the payment is authorised but not captured.",
     "Nothing, if payment is on its way: the order goes on when the store says that it is paid. If it never will "
     "be, cancel the order in the store."},
    {"ORDER_REFUNDED", "finance", severity::medium, verdict::decide,
     "The order was refunded in full before it was booked.",
     "If nothing is to be booked, resolve this exception. If sale and refund are both to stand in the books, book them by hand "
     "and resolve this with the number of the sales order, or let the payment gate accept refunded orders."},
    {"PAYMENT_METHOD_UNMAPPED", "finance", severity::medium, verdict::after_fix,
     "The payment method of the order has no account or method in the mapping.",
     "Add the method to the payment map, then retry."},
    {"TENDER_MISMATCH", "finance", severity::high, verdict::after_fix,
     "The payments, gift certificates and store credit of the order don't add up to its total.",
     "Compare the order's transactions with the payment provider. Correct the record in the store, or wait for "
     "the missing transaction; then retry."},
    {"PAYMENT_MANUAL_IN_ERP", "finance", severity::medium, verdict::look_up,
     "The ERP already has a payment or down payment for this order that was entered by hand.",
     "Open it. If it is the money that the exception names, write the key into it as the exception says, then `exceptions retry "
     "ID`: it counts as booked from then on. If it is other money, write a word on it in the key's place and retry. If nothing "
     "more is to be booked for this order, `exceptions resolve ID --note ... --document NUMBER`."},
    {"PAYMENT_OF_CANCELLED_ORDER", "finance", severity::high, verdict::decide,
     "The order was cancelled, and a payment is booked for it.",
     "Find out whether the customer got the money back. If so, cancel the payment in the ERP or book the payment out; if not, "
     "pay it back first. Then `exceptions resolve ID --note ...` with what was done."},
    {"CREDIT_LIMIT", "finance", severity::medium, verdict::decide,
     "The ERP refused the document because the customer's credit limit is used up.",
     "Decide whether to raise the limit, to wait for a payment, or to refuse the order; then retry."},
    {"APPROVAL_PENDING", "finance", severity::medium, verdict::by_itself,
     "The ERP keeps the document as a draft until somebody approves it.",
     "Approve or refuse the draft in the ERP. It is looked at every minute: an approved one counts as posted, a refused one "
     "comes back as an exception."},
    {"PARTNER_INACTIVE", "finance", severity::medium, verdict::after_fix,
     "The business partner of this customer is inactive or blocked in the ERP.",
     "Activate the partner, or map the customer to another one; then retry."},
    {"ORDER_DUPLICATE_SUSPECT", "finance", severity::high, verdict::look_up,
     "The ERP already has a document that looks like this order but was not made by this engine.",
     "Open the document that the exception names. If it is this order: `exceptions resolve ID --note ... --document NUMBER`, "
     "and it stands for the order. If not, remove in the ERP what takes the order's key or shares its reference, as the exception says, then "
     "`exceptions retry ID`. What was resolved by mistake is taken back with `exceptions reopen ID --note ...`."},
    {"ORDER_ORPHAN_IN_ERP", "finance", severity::high, verdict::look_up,
     "The ERP has a sales order that claims to come from the store, but the store has no such order.",
     "Find out who entered it. Cancel it in the ERP, or let it stand; then `exceptions resolve ID --note ...` with what was "
     "done and why."},
    {"REFUND_NO_INVOICE", "finance", severity::medium, verdict::decide,
     "The refunded order has no invoice in the ERP that the credit memo could be based on.",
     "Decide: wait for the invoice, then `exceptions retry ID`; or book a credit memo on its own with a reference to the "
     "order, then `exceptions resolve ID --note ... --document NUMBER` with its number."},
    {"REFUND_WAITS_FOR_ORDER", "finance", severity::low, verdict::by_itself,
     "The refund came before its order, or the refunded line, has a document in the ERP; or a change of its order was sent and has no outcome yet.",
     "Nothing for the refund: it goes on when the order is booked, or the outcome is known. If the order is held, its own exception says what to do."},
    {"REFUND_NO_ORDER", "finance", severity::medium, verdict::decide,
     "The refund is of an order that the engine does not know, or that was settled without a document: there is nothing to credit.",
     "Look whether the order was booked by hand, or before the engine was used. Book the credit memo by hand and `exceptions resolve ID --note ... "
     "--document NUMBER` with its number; if nothing is to be booked, `exceptions resolve ID --note ...` with the reason. If the order is still to "
     "come, nothing: the refund goes on by itself then."},
    {"REFUND_DECLINED", "finance", severity::medium, verdict::decide,
     "The payment provider declined the refund, or a part of it: the store has a refund whose money did not go back.",
     "Look at the refund in the store. If the money is sent again by another refund, or not at all, `exceptions resolve ID --note ...`; if it was "
     "paid by other means, book the credit memo by hand and resolve this with `--document NUMBER`."},
    {"REFUND_CHANGED_AFTER_POST", "finance", severity::high, verdict::decide,
     "A refund changed after it was booked or settled by hand: its payment was declined, a chargeback was withdrawn, or money went back after all.",
     "Compare the refund with the credit memo. If the money did not go back: cancel the memo (and its outgoing payment) in the ERP, then `exceptions resolve ID --note ... "
     "--document-cancelled`, so that a later refund can give the same back. If the memo is to stand, or you corrected it, `exceptions resolve ID --note ...`."},
    {"REFUND_PENDING", "finance", severity::low, verdict::by_itself,
     "The refund is not settled by the payment provider yet.",
     "Nothing: it goes on when the money has moved. Look at the provider if it stays for more than a few days."},
    {"REFUND_UNSETTLED", "finance", severity::medium, verdict::look_up,
     "Refunds wait for their money for longer than the deployment allows, and are no longer looked at.",
     "See at the payment provider whether the money went back. If it did: book the refund by hand. If the provider never tells the store its "
     "transactions, set settles: at-once on the route of the refunds: all of them are judged anew. A callback of the store about one of these orders has it read "
     "again. `exceptions resolve ID --note ...` when they are settled; one more refund opens a new exception."},
    {"REFUND_EXCEEDS_ORDER", "finance", severity::high, verdict::decide,
     "With this refund more would be paid back than was sold, for a line, in total or in tax.",
     "Compare all refunds of the order. If one was entered twice, correct it in the store; if it is goodwill, "
     "book it as such by hand. If only its tax is more: where that is rounding, book the memo by hand with less tax, or set tax_difference: note in refund-booking and `exceptions retry ID`; where it is the tax of an amount on an "
     "account, give amount_tax_code and amount_tax_rate the tax that the order had and retry, or book it by hand. Then `exceptions resolve ID --note ...`, with `--document NUMBER` if one was booked."},
    {"REFUND_AMOUNT_ONLY", "finance", severity::medium, verdict::decide,
     "The refund is an amount without lines, so nothing says which articles and taxes it concerns.",
     "Choose what it is for: shipping, goodwill, or a share of each line. Book it by hand in that way, then `exceptions "
     "resolve ID --note ... --document NUMBER` with the number of the credit memo."},
    {"REFUND_DEDUCTION_ALONE", "finance", severity::medium, verdict::after_fix,
     "A deduction, such as a restocking fee, is booked on an account of its own and comes to more than what is credited beside it. The ERP has no credit memo below nothing.",
     "Take deduction_account out of refund-booking, so that the returned line is credited with less, then `exceptions retry ID`. Or book the credit memo of the goods and an "
     "invoice of the fee by hand, then `exceptions resolve ID --note ... --document NUMBER` with the number of the credit memo."},
    {"REFUND_MANUAL_IN_ERP", "finance", severity::medium, verdict::look_up,
     "The ERP already has a credit memo for this order that was entered by hand.",
     "Open it. If it is for this refund: `exceptions resolve ID --note ... --document NUMBER` with its number. If not, note in "
     "the credit memo what it is for, book this refund by hand too, and resolve this with the number of that one."},
    {"PAYOUT_UNMATCHED", "finance", severity::medium, verdict::look_up,
     "A payout of the payment provider does not match the payments and fees that are known.",
     "Compare the payout with the provider's report and add what is missing; then `exceptions resolve ID --note ...` with the "
     "reason."},
};

} // namespace

std::span<const Kind> kinds_of_finance() { return kinds; }

} // namespace ledgerline::exceptions
