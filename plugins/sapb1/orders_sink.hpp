// Sales orders into SAP Business One: each order is one change set of two parts, a row of the key table and the document.
// The row's code is the idempotency key, so a second posting is refused as a whole and the first one is read back. Lines that
// come later are a change set as well: a row with the part's own key, and a PATCH of the document that appends them. So are
// changes and cancellations of what was posted (order_change.cpp).
#pragma once

#include "company_rules.hpp"
#include "multipart.hpp"
#include "order_document.hpp"
#include "partners.hpp"
#include "posted.hpp"
#include "session.hpp"
#include "standing_order.hpp"

#include <ledgerline/sink.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sapb1 {

inline constexpr std::int64_t orders_per_batch_max = 8; // a change set holds locks until it ends

class OrdersSink : public ledgerline::BatchSink {
public:
    explicit OrdersSink(const ledgerline::Config& config);

    ledgerline::Verdict deliver(ledgerline::Batch& batch) override;
    ledgerline::Verdict probe(ledgerline::Batch& batch) override;
    ledgerline::Verdict prepare(ledgerline::Prepare& prepare) override;

private:
    enum class Step { post, add_lines, change, cancel, close, adopt };
    // An order that is ready to be sent.
    struct Ready {
        std::uint64_t index = 0; // in the batch
        std::string key;
        ledgerline::Node document;
        DocumentFacts facts;
        std::string document_id; // "" = a new document; else the one that the step is about
        std::vector<BookedLine> lines;
        Step step = Step::post;
        std::string etag = {};   // of what was read before; "" if the company gave none
        bool replaces = false;   // rows of the document's collections are gone
        std::optional<ledgerline::Decimal> expected_total = {};
    };
    using ReadyOrders = std::vector<Ready>;

    // Turns a delivery into a document, or answers it.
    void make_ready(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, ReadyOrders& ready);
    // The same for lines that are added to a document of an earlier part.
    void make_addition_ready(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, ReadyOrders& ready);
    // The same for a later revision of an order that has a document.
    void make_change_ready(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, const ledgerline::Previous& previous, ReadyOrders& ready);
    void make_cancellation_ready(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, const ledgerline::Previous& previous, const StandingOrder& standing, Ready order,
                                 ReadyOrders& ready);
    // The document as the earlier revision booked it, with the lines of all its parts.
    ledgerline::Node booked_document(ledgerline::Call& call, const ledgerline::Previous& previous, const std::string& card_code);
    // Looks for documents that people made for the same orders, and answers those deliveries or lets them adopt one.
    ReadyOrders without_hand_made(ledgerline::Batch& batch, ReadyOrders orders);
    static ChangeSet change_set_for(std::string_view root, const Ready& order);
    // False: the company would book it otherwise than the rules reckon, and the delivery was answered.
    bool agrees(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, const ledgerline::Order& order);
    // False: the preview comes to another total, and the delivery was answered.
    bool passes_preview(ledgerline::Batch& batch, const ledgerline::Delivery& delivery, const Ready& order);
    // Sends all until each was answered; a batch stops at its first failure, so it takes some rounds.
    void post(ledgerline::Batch& batch, ReadyOrders orders);
    // One $batch. Returns what was certainly not executed.
    ReadyOrders post_once(ledgerline::Batch& batch, ReadyOrders orders);
    ReadyOrders send(ledgerline::Batch& batch, ReadyOrders orders, const BatchRequest& body);
    ReadyOrders read_answers(ledgerline::Batch& batch, ReadyOrders orders, const ledgerline::Response& answer);
    void settle_done(ledgerline::Batch& batch, const Ready& order, const ledgerline::Node& document);
    void settle_refused(ledgerline::Batch& batch, const Ready& order, const Fault& fault);
    ledgerline::DeliveryResult answer_to_taken_key(ledgerline::Call& call, const Ready& order, const Judgement& judgement, const Fault& fault);
    ledgerline::DeliveryResult answer_to_unclear(ledgerline::Call& call, const Ready& order, const Judgement& judgement, const Fault& fault);
    ledgerline::DeliveryResult answer_to_refused_addition(ledgerline::Call& call, const Ready& order, const Judgement& judgement, const Fault& fault);
    ledgerline::DeliveryResult answer_to_refused_change(ledgerline::Call& call, const Ready& order, const Judgement& judgement, const Fault& fault);
    ledgerline::ProbeResult look_up(ledgerline::Call& call, std::string_view key, const ledgerline::Order& order);
    ledgerline::ProbeResult look_up_addition(ledgerline::Call& call, std::string_view key, std::string_view document_id);

    DocumentSettings document_settings_;
    std::string external_id_field_;
    bool previews_ = false;
    bool closes_what_is_begun_ = false; // what was cancelled in the store after a part of it was delivered
    enum class HandMade { ignore, hold, adopt } hand_made_ = HandMade::hold;
    Session session_;
    Partners partners_;
    CompanyRules company_;
};

} // namespace sapb1
