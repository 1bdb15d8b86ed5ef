#include "http/inflate.h"

#include "base/error.h"
#include "base/handle.h"

#include <zlib.h>

#include <array>

namespace http {
namespace {

void end(z_stream* stream)
{
    inflateEnd(stream);
}

}  // namespace

std::string inflated(std::string_view gzip, std::size_t limit)
{
    constexpr int window_and_gzip = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, window_and_gzip) != Z_OK)
        throw base::Error(base::Code::internal, "The body cannot be decompressed here.");
    const base::Handle<z_stream, end> owned(&stream);
    std::string input(gzip);
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::string text;
    std::array<Bytef, 16384> piece{};
    for (int state = Z_OK; state != Z_STREAM_END;) {
        stream.next_out = piece.data();
        stream.avail_out = static_cast<uInt>(piece.size());
        state = ::inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END)
            throw base::Error(base::Code::invalid, "The body is not valid gzip.");
        text.append(reinterpret_cast<const char*>(piece.data()), piece.size() - stream.avail_out);
        if (text.size() > limit)
            throw base::Error(
                base::Code::invalid,
                "The decompressed body is larger than " + std::to_string(limit) + " bytes."
            );
    }
    return text;
}

}  // namespace http
