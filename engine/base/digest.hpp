// SHA-256, for revisions, file digests and signatures.
#pragma once

#include <string>
#include <string_view>

namespace ledgerline::base {

// Lower-case hex. Throw std::runtime_error if the cryptographic library refuses.
std::string sha256_hex(std::string_view bytes);
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);
std::string hmac_sha256_base64(std::string_view key, std::string_view bytes);

// Compares without telling by its duration where the first difference is: for signatures.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// Lower-case hex of any bytes.
std::string to_hex(std::string_view bytes);

} // namespace ledgerline::base
