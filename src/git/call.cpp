#include "git/call.h"

#include "base/log.h"
#include "base/text.h"

#include <git2/sys/errors.h>

#include <algorithm>
#include <charconv>

namespace git {
namespace {

constexpr std::size_t most_words = 2000;  ///< bytes that are kept of what a server says to people
constexpr int most_tokens = 2;
constexpr std::chrono::minutes wait_without_a_time{1};  ///< GitHub's documentation: at least

/// The number at the end of libgit2's "unexpected http status code: 404"; 0 for another text.
int http_status(const std::string& text)
{
    constexpr std::string_view before = "unexpected http status code: ";
    int status = 0;
    if (text.starts_with(before))
        std::from_chars(text.data() + before.size(), text.data() + text.size(), status);
    return status;
}

std::string seconds(std::chrono::milliseconds time)
{
    const auto whole = std::chrono::ceil<std::chrono::seconds>(time).count();
    return std::to_string(whole) + (whole == 1 ? " second" : " seconds");
}

}  // namespace

Call::Call(const RemoteSettings& settings, std::string doing, std::chrono::milliseconds deadline)
    : settings_(settings),
      doing_(std::move(doing)),
      deadline_(deadline),
      allowance_(deadline, settings.limits.answer_bytes)
{
    git_error_clear();
}

Call::~Call()
{
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start_);
    const auto milliseconds = std::to_string(took.count());
    const auto received = std::to_string(allowance_.received());
    if (failed_)
        base::log::warn(
            doing_ + " failed",
            {{"code", std::string(base::row_of(failed_->code).word)},
             {"detail", failed_->detail},
             {"milliseconds", milliseconds},
             {"bytes", received}}
        );
    else
        base::log::debug(doing_, {{"milliseconds", milliseconds}, {"bytes", received}});
}

/// Nothing may be thrown through libgit2: what `run` throws is kept and thrown by check().
template <typename Run> int Call::guarded(void* payload, Run run)
{
    auto& call = *static_cast<Call*>(payload);
    try {
        return run(call);
    } catch (...) {
        call.thrown_ = std::current_exception();
        return GIT_EUSER;
    }
}

git_remote_callbacks Call::callbacks()
{
    git_remote_callbacks callbacks = GIT_REMOTE_CALLBACKS_INIT;
    callbacks.payload = this;
    callbacks.credentials =
        [](git_credential** out, const char*, const char*, unsigned int allowed, void* payload) {
            return guarded(payload, [&](Call& call) { return call.give_token(out, allowed); });
        };
    callbacks.sideband_progress = [](const char* text, int size, void* payload) {
        return guarded(payload, [&](Call& call) {
            const auto room = most_words - std::min(most_words, call.said_.size());
            call.said_.append(text, std::min(static_cast<std::size_t>(std::max(size, 0)), room));
            return call.allowance_.ended() ? GIT_TIMEOUT : 0;
        });
    };
    // Sockets look at the time too, but what came last is worked on without them.
    callbacks.transfer_progress = [](const git_indexer_progress*, void* payload) {
        return static_cast<Call*>(payload)->allowance_.ended() ? GIT_TIMEOUT : 0;
    };
    callbacks.push_negotiation = [](const git_push_update** updates, std::size_t count, void* payload) {
        return guarded(payload, [&](Call& call) {
            const bool one = count == 1 && call.may_push;
            return one && call.may_push(updates[0]->src) ? 0 : GIT_EUSER;
        });
    };
    callbacks.push_update_reference = [](const char*, const char* status, void* payload) {
        return guarded(payload, [&](Call& call) {
            call.pushed_ = status == nullptr ? "" : *status == '\0' ? "no reason given" : status;
            return 0;
        });
    };
    return callbacks;
}

int Call::give_token(git_credential** out, unsigned int allowed)
{
    if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) == 0 || ++asked_ > most_tokens || !settings_.token)
        return GIT_EAUTH;
    auto fresh = settings_.token(token_);
    if (fresh.empty() || fresh.reveal() == token_.reveal())
        return GIT_EAUTH;
    token_ = std::move(fresh);
    return git_credential_userpass_plaintext_new(out, "x-access-token", token_.reveal().c_str());
}

git_remote_connect_options Call::connecting()
{
    git_remote_connect_options options = GIT_REMOTE_CONNECT_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = GIT_PROXY_AUTO;
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;  // to no other host: the token is for this one
    return options;
}

git_fetch_options Call::fetching(int commits)
{
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = GIT_PROXY_AUTO;
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    options.depth = commits;
    return options;
}

git_push_options Call::pushing()
{
    sending_ = true;
    git_push_options options = GIT_PUSH_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = GIT_PROXY_AUTO;
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
    return options;
}

void Call::check(int answer)
{
    if (answer >= 0)
        return;
    const auto* last = git_error_last();
    auto error =
        meaning(answer, last == nullptr ? GIT_ERROR_NONE : last->klass, last == nullptr ? "" : last->message);
    if (thrown_) {
        try {
            std::rethrow_exception(std::exchange(thrown_, nullptr));
        } catch (const base::Error& ours) {
            error = ours;
        }
    }
    failed_ = error;
    throw error;
}

base::Error Call::failure(base::Code code, const std::string& why, const std::string& detail)
{
    failed_.emplace(code, doing_ + " failed: " + why, "", detail);
    return *failed_;
}

base::Error Call::meaning(int answer, int area, const std::string& text)
{
    using base::Code;
    const auto detail = text + " (" + std::to_string(answer) + ")";
    const auto says = [&](Code code, const std::string& why) { return failure(code, why, detail); };
    if (allowance_.out_of_bytes())
        return says(Code::upstream, "the server's answer is larger than allowed.");
    if (allowance_.out_of_time())
        return says(Code::unavailable, "it was not done within " + seconds(deadline_) + ".");
    if (answer == GIT_EAUTH && token_.empty())
        return says(Code::unauthenticated, "the server asks for a token, and there is none.");
    if (answer == GIT_EAUTH)
        return says(Code::unauthenticated, "the server did not take the token. Is it valid still?");
    if (answer == GIT_ECERTIFICATE)
        return says(Code::unavailable, "this machine does not trust the server's certificate.");
    if (const int status = http_status(text); status != 0) {
        const auto answered = "the server answered " + std::to_string(status) + ".";
        if (status == 403)
            return says(Code::forbidden, "the token has no permission for that.");
        if (status == 404)
            return says(
                Code::not_found, "there is no such repository, or the token has no permission to see it."
            );
        if (status == 429) {
            says(Code::limited, "the server asks to be left alone for a while.");
            failed_->retry_after = allowance_.asked_to_wait().value_or(wait_without_a_time);
            return *failed_;
        }
        says(status >= 500 ? Code::unavailable : Code::upstream, answered);
        failed_->retry_after = allowance_.asked_to_wait();
        return *failed_;
    }
    if (text.starts_with("cannot redirect"))
        return says(Code::not_found, "the repository has moved to another host. Set its new address.");
    if (text.starts_with("invalid content-type") || text.starts_with("no content-type"))
        return says(Code::upstream, "no Git server answers there. Is the address right?");
    if (text.starts_with("remote error: "))
        return says(Code::upstream, "the server refused it.");
    switch (area) {
    case GIT_ERROR_NET:
    case GIT_ERROR_HTTP:
    case GIT_ERROR_SSL: return says(Code::unavailable, "the server cannot be reached, or hung up.");
    case GIT_ERROR_NONE:
    case GIT_ERROR_INVALID: return says(Code::upstream, "the server's answer makes no sense.");
    case GIT_ERROR_ZLIB:
    case GIT_ERROR_INDEXER:
        if (onto_cache_)
            return says(Code::internal, "the cache is broken, or what the server sent was damaged.");
        if (!sending_)
            return says(Code::unavailable, "what the server sent was damaged.");
        [[fallthrough]];
    default: failed_ = git::failure(answer, doing_); return *failed_;
    }
}

std::string Call::words() const
{
    std::string shown;
    for (const auto& line : base::split(base::replaced(said_, "\r", "\n"), '\n')) {
        const auto words = base::trimmed(line);
        if (!words.empty() && !base::unprintable(words))
            shown += (shown.empty() ? "" : " ") + std::string(words);
    }
    return base::shortened(shown, 300);
}

RemoteHandle connect(Call& call, git_repository* cache, const std::string& url, git_direction direction)
{
    git_remote* raw = nullptr;
    call.check(
        cache == nullptr ? git_remote_create_detached(&raw, url.c_str())
                         : git_remote_create_anonymous(&raw, cache, url.c_str())
    );
    RemoteHandle remote(raw);
    const auto options = call.connecting();
    call.check(git_remote_connect_ext(raw, direction, &options));
    return remote;
}

Heads heads_of(Call& call, git_remote* remote)
{
    constexpr std::string_view prefix = "refs/heads/";
    const git_remote_head** found = nullptr;
    std::size_t count = 0;
    call.check(git_remote_ls(&found, &count, remote));
    Heads heads;
    for (std::size_t i = 0; i < count; ++i)
        if (const std::string_view name = found[i]->name; name.starts_with(prefix))
            heads.branches.emplace(name.substr(prefix.size()), to_sha(found[i]->oid));
    git_buf name = {};
    if (git_remote_default_branch(&name, remote) == 0 && std::string_view(name.ptr).starts_with(prefix))
        heads.default_branch = name.ptr + prefix.size();
    git_buf_dispose(&name);
    return heads;
}

}  // namespace git
