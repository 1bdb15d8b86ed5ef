#pragma once

#include "support/model_answers.h"
#include "support/stand_in_model.h"

/// Everything that a provider of models can do to a request, and what becomes of it.
namespace model_faults {

using support::StandInModel;
using support::Wire;
using Call = StandInModel::Call;
using Script = StandInModel::Script;

enum class Api { claude, azure };

struct Expected {
    std::string status;  ///< of the request: `parsing` while it waits for its next attempt
    int calls;
    std::string says;          ///< in the error, or in the history while it waits
    int waits_at_least_s = 0;  ///< from the call to next_attempt_at
    std::string code = "";     ///< of the error
};

inline const std::string upstream = "upstream";

struct Fault {
    std::string name;
    Script script;  ///< of the first call; the later ones are understood
    Expected expected;
    Api api = Api::claude;
    int played = 1;  ///< how many calls get the script
};

inline void PrintTo(const Fault& fault, std::ostream* out)
{
    *out << fault.name;
}

using Headers = std::vector<std::pair<std::string, std::string>>;

inline Script
status(int status, const Headers& headers = {}, const std::string& body = R"({"error": {"message": "no"}})")
{
    return [=](Wire& wire, const Call&) { wire.write(StandInModel::answer(status, body, headers)); };
}

/// A model that writes this text in place of a form.
inline Script text(const std::string& text)
{
    return [=](Wire& wire, const Call& call) {
        wire.write(StandInModel::answer(200, StandInModel::says(call, text)));
    };
}

/// Bytes of any kind, and then the end of the connection.
inline Script bytes(const std::string& bytes)
{
    return [=](Wire& wire, const Call&) {
        wire.write(bytes);
        wire.end();
    };
}

inline Script stopped_by(const std::string& reason)
{
    return [=](Wire& wire, const Call&) {
        wire.write(StandInModel::answer(200, conversation::claude_says("{}", reason)));
    };
}

inline std::string in_http_date(std::chrono::seconds ahead)
{
    const auto then = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + ahead);
    std::tm parts{};
    gmtime_r(&then, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text.data();
}

inline std::string bucket(const std::string& more = "", const std::string& value = R"("logs")")
{
    return R"({"outcome": "resources", "questions": [], "refusal": null, "resources": [{"resource_type": "s3", "values": )"
           R"([{"name": "resource_name", "value": )" +
           value + "}]}]" + more + "}";
}

inline const std::string head = "HTTP/1.1 200 X\r\ncontent-type: application/json\r\n";
inline const std::string chunked = head + "transfer-encoding: chunked\r\n\r\n";

inline const Expected recovers{"completed", 2, ""};

inline Expected waits(int seconds, const std::string& code, const std::string& says = "")
{
    return {"parsing", 1, says, seconds, code};
}

inline Expected fails(const std::string& says)
{
    return {"failed", 1, says, 0, upstream};
}

/// Sent back twice, and then the request fails.
inline Fault wrong_form(const std::string& name, const std::string& form, const std::string& says)
{
    return {name, text(form), {"failed", 3, says, 0, upstream}, Api::claude, 3};
}

inline std::vector<Fault> limits()
{
    const std::string spend =
        R"({"type": "error", "error": {"type": "rate_limit_error", "message": "x", "details": )"
        R"({"error_code": "enforced_spend_limit_reached"}}})";
    const std::string filter = R"({"error": {"code": "content_filter", "message": "x", "status": 400}})";
    return {
        {"RetryAfterSeconds", status(429, {{"retry-after", "120"}}), waits(120, "limited", "too much to do")},
        {"RetryAfterMilliseconds",
         status(429, {{"retry-after-ms", "90000"}, {"retry-after", "1"}}),
         waits(90, "limited")},
        {"RetryAfterDate",
         status(429, {{"retry-after", in_http_date(std::chrono::seconds(600))}}),
         waits(500, "limited")},
        {"RetryAfterAnHour", status(429, {{"retry-after", "3600"}}), waits(3'600, "limited")},
        {"RetryAfterAMoment", status(429, {{"retry-after-ms", "10"}}), recovers},
        {"RetryAfterThePast",
         status(429, {{"retry-after", in_http_date(std::chrono::seconds(-600))}}),
         recovers},
        {"AzureRetryAfterSeconds", status(429, {{"retry-after", "120"}}), waits(120, "limited"), Api::azure},
        {"Overloaded", status(529), recovers},
        {"Broken500", status(500), recovers},
        {"Broken502", status(502, {}, "<html>"), recovers},
        {"Broken503", status(503), recovers},
        {"Broken504", status(504), recovers},
        {"AzureBroken500", status(500), recovers, Api::azure},
        {"ShouldRetry", status(400, {{"x-should-retry", "true"}}), recovers},
        {"ShouldNotRetry", status(503, {{"x-should-retry", "false"}}), fails("did not accept the call")},
        {"SpendLimit", status(429, {}, spend), fails("spend limit of Claude is reached. Raise it")},
        {"BadRequest", status(400), fails("did not accept the call")},
        {"BadKey", status(401), fails("Set ANTHROPIC_API_KEY")},
        {"AzureBadKey", status(401), fails("Set AZURE_OPENAI_API_KEY"), Api::azure},
        {"Forbidden", status(403), fails("Give it the right, or change ANTHROPIC_MODEL")},
        {"NoSuchModel", status(404), fails("Check ANTHROPIC_MODEL")},
        {"TooLong", status(413), fails("Say it in fewer words")},
        {"Redirect", status(307, {{"location", "http://127.0.0.1:9/"}}), fails("Check ANTHROPIC_BASE_URL")},
        {"AzureContentFilter", status(400, {}, filter), fails("Say it in other words"), Api::azure},
    };
}

inline std::vector<Fault> connections()
{
    const std::string half = R"({"type": "message", "content": [)";
    return {
        {"EndsAtOnce", bytes(""), recovers},
        {"EndsInHeaders", bytes("HTTP/1.1 200 X\r\ncontent-"), recovers},
        {"ResetInTheBody",
         [=](Wire& wire, const Call&) {
             wire.write(head + "content-length: 9000\r\n\r\n" + half);
             wire.reset();
         },
         recovers},
        {"ChunkedCut", bytes(chunked + "1f\r\n" + half), recovers},
        {"LongerContentLength", bytes(head + "content-length: 9000\r\n\r\n" + half), recovers},
        {"ShorterContentLength", bytes(head + "content-length: 10\r\n\r\n" + half), recovers},
        {"NoHttp", bytes("SSH-2.0-OpenSSH_9.2\r\n"), recovers},
        {"NeverAnswers", [](Wire& wire, const Call&) { wire.wait_for_end(); }, recovers},
        {"HeadersTrickle",
         [](Wire& wire, const Call&) {
             wire.write(head);
             wire.trickle("x-more: and more\r\n");
         },
         recovers},
        {"BodyTrickles",
         [](Wire& wire, const Call&) {
             wire.write(head + "content-length: 900000\r\n\r\n");
             wire.trickle(" ");
         },
         recovers},
        {"ChunksTrickle",
         [](Wire& wire, const Call&) {
             wire.write(chunked);
             wire.trickle("1\r\n \r\n");
         },
         recovers},
    };
}

inline std::vector<Fault> answers()
{
    const std::string deep(100'000, '[');
    return {
        {"Page", status(200, {}, "<html>maintenance</html>"), recovers},
        {"Empty", status(200, {}, ""), recovers},
        {"DeepAnswer", status(200, {}, deep), recovers},
        {"NotAnObject", status(200, {}, "[1, 2]"), fails("unknown form")},
        {"WrongTypes",
         status(200, {}, R"({"stop_reason": 7, "content": {"text": []}})"),
         fails("unknown form")},
        {"TenMegabytes", status(200, {}, std::string(10U << 20U, ' ')), fails("larger than")},
        {"MaxTokens", stopped_by("max_tokens"), fails("too long and was cut. Ask for fewer")},
        {"ContextWindow", stopped_by("model_context_window_exceeded"), fails("too long and was cut")},
        {"Refusal", stopped_by("refusal"), fails("declined to read this request. Say it in other words")},
        {"UnknownStop", stopped_by("out_of_coffee"), fails("unknown form")},
        {"Fence", text("```json\n" + bucket() + "\n```"), {"completed", 1, ""}},
        {"ByteOrderMark", text("\xEF\xBB\xBF" + bucket()), {"completed", 1, ""}},
        {"RepairedForm", text("Sure! Here it is:"), recovers},
        wrong_form("MalformedForm", bucket().substr(0, 60), "not JSON"),
        wrong_form("Prose", "I cannot do that.", "not JSON"),
        wrong_form("NoText", "", "not JSON"),
        wrong_form("WrongTypesInForm", bucket("", R"({"a": 1})"), "value"),
        wrong_form("ExtraKeys", bucket(R"(, "files": {"../x": "y"})"), "files"),
        wrong_form("DuplicateKeys", bucket(R"(, "outcome": "refusal")"), "outcome"),
        wrong_form(
            "UnknownEnum",
            R"({"outcome": "done", "resources": [], "questions": [], "refusal": null})",
            "outcome"
        ),
        wrong_form("LargeForm", std::string(900'000, ' ') + bucket(), "larger"),
        wrong_form("DeepForm", std::string(60'000, '['), "deep"),
        wrong_form("NotANumber", bucket("", "NaN"), "not JSON"),
        wrong_form("LoneSurrogate", bucket("", R"("\ud800")"), "not JSON"),
    };
}

}  // namespace model_faults
