// How a delivery's parcels stand in a shipment of the store: one tracking number, a provider or carrier that makes a link of it,
// and comments. A shipment has one number and the ERP does not say which line is in which parcel, so a delivery is one shipment:
// its first parcel is followed by the store, each further one is a line of the comments.
#pragma once

#include <ledgerline/config.hpp>
#include <ledgerline/node.hpp>
#include <ledgerline/shipment.hpp>

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace bigcommerce {

// What the store calls the ERP's carriers.
class Carriers {
public:
    struct Names {
        std::string provider, tracking_carrier;
    };
    // From the rows {carrier, provider, tracking_carrier} of a field.
    Carriers(const ledgerline::Config& config, std::string_view field);
    // By the first of these words that is listed: parcel, delivery and shipping type may each name the carrier. Both "" where none
    // is: the number is shown without a link. Capitals make no difference.
    Names of(std::initializer_list<std::string_view> words) const;

private:
    std::map<std::string, Names> names_;
};

// The line of the comments by which a shipment is found again.
class Mark {
public:
    // From a pattern of one line with {number} and {id} of the delivery; {id} must be there, since numbers come twice in the ERP.
    Mark(const ledgerline::Config& config, std::string_view field);
    std::string of(const ledgerline::Shipment& delivery) const;

private:
    std::string pattern_;
};

// Members of a new shipment beside its lines.
void write_tracking(const ledgerline::Shipment& delivery, const Carriers& carriers, const std::string& mark, const ledgerline::Node& body);
// What has to change about a shipment that stands, into `body`, which is an empty object where nothing has. What the ERP does not
// know stays as people left it.
void write_changed_tracking(const ledgerline::Shipment& delivery, const Carriers& carriers, const std::string& mark, const ledgerline::Node& standing,
                            const ledgerline::Node& body);

} // namespace bigcommerce
