// A component that was created, and what one invocation of it came to. One thread at a time.
//
// Every host function is noexcept and checked here: paths, kinds, declared writes, limits. Whatever a component does
// short of a crash ends as a verdict with a finding that names it: a foreign exception cannot pass (the barrier is on
// both sides), a verdict that the operation does not know becomes LL_FAILED.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "ledgerline/abi.h"
#include "message/value.hpp"
#include "plugin/catalog.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ledgerline::plugin {

struct Finding {
    std::string code, message, where; // where: JSON Pointer, "" = the whole
    std::string subject, waits_for;   // from the facts
    message::Value facts;             // object
    std::string component;
};

struct Change {
    std::string component, path;
    message::Value before, after; // null where there was or is nothing
};

struct Emitted {
    std::string type, source_key, source_time;
    message::Value body;
    std::string refusal; // "" = fits its schema; else where and why it does not
};

struct Outcome {
    ll_verdict verdict = LL_FAILED;
    message::Value document; // after the call, without /scratch
    std::vector<Finding> findings;
    std::vector<Change> changes;
    std::vector<Emitted> emitted;
};

// Reference data of the engine, for `lookup`.
class ReferenceData {
public:
    virtual ~ReferenceData() = default;
    // Nothing: no such key. Throws std::out_of_range: no such table.
    virtual std::optional<message::Value> lookup(std::string_view table, std::string_view key) const = 0;
};

// HTTP over one connection. `request` and the answer have the shapes of the contract (abi.h, http).
class HttpService {
public:
    virtual ~HttpService() = default;
    virtual message::Value exchange(const message::Value& request) = 0;
    // Whether whoever called back knows a secret of the connection (abi.h, authenticate). Throws std::invalid_argument: no such
    // method, or no secret of this connection.
    virtual bool is_proven(std::string_view method, std::string_view secret, std::string_view content, std::string_view proof) const;
};

// Checks what a source emits. Returns "" or where and why the body does not fit.
using SchemaCheck = std::function<std::string(const std::string& type, const message::Value& body)>;

class WorkNote;

// What a component may use; borrowed for its whole life. http, reference may be null: then the host function answers
// LL_REFUSED. Rules get no http, sources no reference.
struct Services {
    const base::Clock* clock = nullptr;
    base::Log* log = nullptr;
    ReferenceData* reference = nullptr;
    HttpService* http = nullptr;
    SchemaCheck schema;
    const std::atomic<bool>* stopping = nullptr;
    WorkNote* work_note = nullptr; // where it is told what is being done; nullptr: nowhere
};

// A component refuses to be created. `where` of a finding is a place in {name, connection, settings}: "/settings/due_days".
struct CreationRefused : PluginError {
    CreationRefused(const std::string& component, std::vector<Finding> all);
    std::vector<Finding> findings; // at least one
};

class Component {
public:
    // Throws CreationRefused with what the component explained, if it refuses its configuration.
    Component(const ComponentEntry& entry, std::string name, const message::Value& connection, message::Value settings, Services services);
    ~Component();
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;

    const std::string& name() const;             // "orders/sku-match", as in the deployment
    const ComponentManifest& manifest() const;
    Outcome handle(ll_operation operation, message::Value document);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ledgerline::plugin
