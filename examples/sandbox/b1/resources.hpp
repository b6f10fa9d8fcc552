// What a call means: entity sets, entities, properties, actions on them, service actions.
#pragma once

#include "b1/call.hpp"
#include "b1/company_services.hpp"
#include "b1/documents.hpp"
#include "b1/items.hpp"
#include "b1/master_data.hpp"
#include "b1/partners.hpp"
#include "b1/payments.hpp"
#include "b1/product_trees.hpp"
#include "b1/query.hpp"
#include "b1/sales_documents.hpp"
#include "b1/stock_documents.hpp"
#include "b1/stored_queries.hpp"
#include "b1/user_objects.hpp"

namespace ledgerline::sandbox::b1 {

class Resources {
public:
    explicit Resources(State& state)
        : state_(state), items_(state), partners_(state), documents_(state, items_), sales_(state, items_), payments_(state), stock_documents_(state, items_), trees_(state), queries_(state),
          user_objects_(state), services_(state, documents_) {}

    // Throws Refusal; what was changed until then stands in the journal.
    base::HttpResponse answer(const Call& call);

    Items& items() { return items_; }
    Partners& partners() { return partners_; }
    Documents& documents() { return documents_; }
    SalesDocuments& sales_documents() { return sales_; }
    Payments& payments() { return payments_; }
    StockDocuments& stock_documents() { return stock_documents_; }
    ProductTrees& product_trees() { return trees_; }
    UserObjects& user_objects() { return user_objects_; }

private:
    enum class Kind { items, partners, orders, drafts, sales_documents, payments, stock_documents, stock_transfers, product_trees, stored_queries, master_data, user_tables, user_fields, user_keys, user_rows };
    struct EntitySet {
        std::string name;
        Kind kind;
        Table* table;
        bool has_etag;
        UserTable* user_table = nullptr;
        const DocumentKind* document = nullptr; // of orders, sales documents and stock documents
        const PaymentKind* payment = nullptr;
    };

    std::optional<EntitySet> entity_set(const std::string& name);
    base::HttpResponse service_document(const Call& call) const;
    base::HttpResponse list(const Call& call, const EntitySet& set);
    base::HttpResponse count(const Call& call, const EntitySet& set);
    base::HttpResponse read(const Call& call, const EntitySet& set, const Table::Row& row);
    base::HttpResponse read_property(const Call& call, const EntitySet& set, const Table::Row& row, bool raw);
    base::HttpResponse create(const Call& call, const EntitySet& set);
    base::HttpResponse change(const Call& call, const EntitySet& set, const Table::Row& row, bool everything);
    base::HttpResponse remove(const Call& call, const EntitySet& set, const Table::Row& row);
    base::HttpResponse act(const Call& call, const EntitySet& set, const Table::Row& row, const std::string& action);
    base::HttpResponse created(const Call& call, const EntitySet& set, const Table::Row& row) const;

    void meet_contention(const Call& call, const EntitySet& set);
    void meet_row_lock(const EntitySet& set, const Record& row) const;
    void check_version(const Call& call, const EntitySet& set, const Record& record) const;
    Table::Row find(const EntitySet& set, const Segment& segment) const;
    FilterMode filter_mode(const Call& call, const EntitySet& set) const;
    Record shown(const EntitySet& set, const Record& row, const std::vector<const Property*>* selected) const;
    void write(const Call& call, const EntitySet& set, const Record& row, const std::vector<const Property*>* selected, message::Value& into) const;
    std::string next_link(const Call& call, const std::string& path, std::size_t skip, std::optional<std::size_t> top) const;

    State& state_;
    Items items_;
    Partners partners_;
    Documents documents_;
    SalesDocuments sales_;
    Payments payments_;
    StockDocuments stock_documents_;
    ProductTrees trees_;
    StoredQueries queries_;
    UserObjects user_objects_;
    CompanyServices services_;
};

} // namespace ledgerline::sandbox::b1
