#include "base/network.h"

#include "base/error.h"
#include "base/handle.h"
#include "base/text.h"

#include <curl/curl.h>

#include <algorithm>
#include <exception>

namespace base {
namespace {

struct Reception {
    const HttpRequest& request;
    HttpAnswer answer = {};
    bool too_large = false;
    bool stopped = false;
    std::exception_ptr thrown = nullptr;  // by the reader of the body; it may not pass through the library
};

std::size_t take_body(const char* piece, std::size_t size, std::size_t count, void* into)
{
    auto& reception = *static_cast<Reception*>(into);
    const std::string_view text(piece, size * count);
    if (reception.request.on_body) {
        try {
            reception.stopped = !reception.request.on_body(text);
        } catch (...) {
            reception.thrown = std::current_exception();
        }
        return reception.stopped || reception.thrown ? 0 : text.size();
    }
    reception.answer.body += text;
    reception.too_large = reception.answer.body.size() > reception.request.answer_limit;
    return reception.too_large ? 0 : text.size();
}

std::size_t take_header(const char* line, std::size_t size, std::size_t count, void* into)
{
    const std::string_view text(line, size * count);
    auto& headers = static_cast<Reception*>(into)->answer.headers;
    if (text.starts_with("HTTP/"))
        headers.clear();  // what came before was an interim answer
    else if (const auto colon = text.find(':'); colon != std::string_view::npos)
        headers[lower_ascii(text.substr(0, colon))] = std::string(trimmed(text.substr(colon + 1)));
    return text.size();
}

// libcurl's interface is variadic by design.
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)
void prepare(CURL* curl, const HttpRequest& request, Reception& reception)
{
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(curl, CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    // The library takes 0 for no deadline.
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(request.deadline.count())));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reception);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reception);
    if (!request.body.empty() || request.method == "POST") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
}

}  // namespace

RealNetwork::RealNetwork()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw Error(Code::internal, "The network library could not start.", "", curl_easy_strerror(started));
}

HttpAnswer RealNetwork::send(const HttpRequest& request)
{
    const Handle<CURL, curl_easy_cleanup> curl(curl_easy_init());
    Reception reception{.request = request};
    prepare(curl.get(), request, reception);
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    for (const auto& [name, value] : request.headers)
        list = curl_slist_append(list, (name + ": " + value).c_str());
    const Handle<curl_slist, curl_slist_free_all> headers(list);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    const auto result = curl_easy_perform(curl.get());
    if (reception.thrown)
        std::rethrow_exception(reception.thrown);
    if (reception.too_large)
        throw Error(
            Code::upstream, "The answer is larger than " + std::to_string(request.answer_limit) + " bytes."
        );
    if (result != CURLE_OK && !reception.stopped)
        throw Error(
            Code::unavailable,
            "No answer from " + request.url + ": " + lower_ascii(curl_easy_strerror(result)) + "."
        );
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    reception.answer.status = static_cast<int>(status);
    return std::move(reception.answer);
}
// NOLINTEND(cppcoreguidelines-pro-type-vararg)

}  // namespace base
