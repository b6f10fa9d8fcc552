// What is decided about a message before anything of it is kept.
#pragma once

#include "commerce/refund_original.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/posted_document.hpp"

namespace ledgerline::pipeline {

struct Pipeline::Decided {
    void hold() {
        state = store::message_state::held;
        what = "held";
    }

    store::MessageRow row;
    std::string state;                       // the message's next one
    std::string what;                        // for its history
    std::string who = "engine";
    message::Value detail = message::Value::object();
    std::vector<exceptions::Found> found;    // with state held
    message::Value body;                     // with state routed or, for reference data, applied
    std::vector<exceptions::Found> waiting;  // with state routed: why some lines are left out of what is sent
    std::optional<commerce::OpenPart> part;  // the document that the lines are added to
    std::optional<Posted> change;            // the document that is changed by it
    std::optional<commerce::Original> original; // of a refund or a return: its order
    bool goods_are_gone = false;             // of a return: the ERP took back itself what a person had named a document for
};

} // namespace ledgerline::pipeline
