#include "base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <climits>
#include <stdexcept>

namespace ledgerline::base {

namespace {

using Hash = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hex_of(const Hash& hash, unsigned size) { return to_hex({reinterpret_cast<const char*>(hash.data()), size}); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    if (key.size() > INT_MAX) throw std::runtime_error("a key of more than 2 GiB cannot sign");
    Hash hash{};
    unsigned size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, bytes.size(), hash.data(), &size))
        throw std::runtime_error("OpenSSL could not compute an HMAC");
    return {reinterpret_cast<const char*>(hash.data()), size};
}

} // namespace

std::string sha256_hex(std::string_view bytes) {
    Hash hash{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL could not compute a SHA-256");
    return hex_of(hash, size);
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) { return to_hex(hmac_sha256(key, bytes)); }

std::string hmac_sha256_base64(std::string_view key, std::string_view bytes) {
    const std::string mac = hmac_sha256(key, bytes);
    std::array<unsigned char, 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1> out{};
    const int size = EVP_EncodeBlock(out.data(), reinterpret_cast<const unsigned char*>(mac.data()), static_cast<int>(mac.size()));
    return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(size)};
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

} // namespace ledgerline::base
