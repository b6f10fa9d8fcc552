#include "net/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace ledgerline::net {

namespace {

class Inflater {
public:
    explicit Inflater(std::string_view packed) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        constexpr int gzip_with_largest_window = 16 + MAX_WBITS;
        if (inflateInit2(&stream_, gzip_with_largest_window) != Z_OK) throw GzipError("zlib could not be set up");
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Z_OK or Z_STREAM_END; appends what it got.
    int step(std::string& out) {
        std::array<char, 64 * 1024> buffer;
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(buffer.size());
        const int result = inflate(&stream_, Z_NO_FLUSH);
        if (result == Z_BUF_ERROR) throw GzipError("the gzip data is cut off");
        if (result != Z_OK && result != Z_STREAM_END) throw GzipError(std::string("the gzip data is damaged") + (stream_.msg ? std::string(": ") + stream_.msg : ""));
        out.append(buffer.data(), buffer.size() - stream_.avail_out);
        return result;
    }
    bool has_more() const { return stream_.avail_in > 0; }
    void next_member() { inflateReset(&stream_); }

private:
    z_stream stream_{};
};

} // namespace

std::string gunzip(std::string_view packed, std::size_t bytes_max) {
    if (packed.size() > std::numeric_limits<uInt>::max()) throw GzipError("the gzip data is too large");
    Inflater inflater(packed);
    std::string out;
    while (true) {
        const int result = inflater.step(out);
        if (out.size() > bytes_max) throw GzipError("it is larger than " + std::to_string(bytes_max) + " bytes when unpacked");
        if (result != Z_STREAM_END) continue;
        if (!inflater.has_more()) return out;
        inflater.next_member(); // a gzip file may consist of several
    }
}

} // namespace ledgerline::net
