// A self-signed certificate for loopback, made anew at every start: no key ever lies on disk.
#pragma once

#include <Poco/Net/Context.h>

#include <string>

namespace ledgerline::sandbox::server {

struct ServerIdentity {
    Poco::Net::Context::Ptr context; // with key and certificate, for a SecureServerSocket
    std::string certificate_pem;     // what a client has to trust
};

// For 127.0.0.1 and localhost, valid from a day ago for a year. Throws std::runtime_error.
ServerIdentity make_identity();

} // namespace ledgerline::sandbox::server
