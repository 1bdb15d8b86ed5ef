#include "forge/github_conversation.h"

#include "base/text.h"
#include "forge/github_text.h"

#include <algorithm>

namespace forge {
namespace {

using base::Value;

constexpr int most_pages = 60;
/// GitHub's times are whole seconds, and not all of it is as fast.
constexpr std::chrono::seconds settled_after{10};
/// In case that GitHub does not tell of a change.
constexpr std::chrono::hours seen_holds{1};
/// About whom, for one pull request: in public, anybody may review.
constexpr int most_asked = 10;

std::string numbered(const std::string& rest, std::int64_t number)
{
    return rest + "/" + std::to_string(number);
}

/// The members of a list; a foreign answer may hold anything.
std::vector<Value> list_in(const Value& value)
{
    return value.is_array() ? value.get<std::vector<Value>>() : std::vector<Value>();
}

/// A login name; empty for anything else, because it comes to stand in a commit's message.
std::string login_of(const Value& entry)
{
    auto login = text_at(entry, "/user/login");
    const bool is_plain = std::all_of(login.begin(), login.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("-_[].").find(c) != std::string_view::npos;
    });
    return is_plain && login.size() <= 100 ? login : "";
}

bool approves(const Value& review)
{
    return text_at(review, "/state") == "APPROVED";
}

bool is_by_owner(const Value& review)
{
    return text_at(review, "/author_association") == "OWNER";
}

/// Who is asked about first. GitHub's words on the author decide nothing: a MEMBER may only read, and members
/// of an organization who do not show that they are may be called CONTRIBUTOR or NONE.
int place_of(const Value& review)
{
    const auto association = text_at(review, "/author_association");
    const bool inside = is_by_owner(review) || association == "MEMBER" || association == "COLLABORATOR";
    return (inside ? 0 : 2) + (approves(review) ? 1 : 0);
}

/// The text with `part` in place of what stands in it from the part's first line to its last one; nullopt
/// where that is not to be found.
std::optional<std::string> with_part(std::string text, std::string_view part)
{
    part = part.substr(0, part.find_last_not_of('\n') + 1);
    const auto first = "\n" + std::string(part.substr(0, part.find('\n')));
    const auto last = part.substr(part.rfind('\n') + 1);
    const auto begin = ("\n" + text).find(first);  // of a line
    const auto end = text.find(last, begin);
    if (begin == std::string::npos || end == std::string::npos)
        return std::nullopt;
    return text.replace(begin, end + last.size() - begin, part);
}

}  // namespace

base::HttpAnswer
GitHubConversation::ask(const std::string& rest, const std::string& what, GitHubReading reading)
{
    const auto facts = repository_.facts();
    return repository_.api().read(facts.path() + rest, what + " in " + facts.full_name(), reading);
}

Value GitHubConversation::read(const std::string& rest, const std::string& what)
{
    return github_body(ask(rest, what, GitHubReading::following));
}

/// Throws `not_found` also where the repository itself is gone, or hidden from us.
base::HttpAnswer GitHubConversation::pull(std::int64_t number)
{
    const auto place = repository_.display();
    const auto answer = repository_.api().find(
        "/repos/" + place + numbered("/pulls", number),
        "read a pull request in " + place,
        GitHubReading::looking
    );
    if (!answer)
        throw base::Error(
            base::Code::not_found,
            "GitHub has no pull request #" + std::to_string(number) + " in " + place +
                " that Groundwork may see. Was the repository deleted, or access to it taken away?"
        );
    return *answer;
}

Progress GitHubConversation::look(std::int64_t number)
{
    const auto answer = this->pull(number);
    const auto pull = github_body(answer);
    Progress progress;
    progress.branch = text_at(pull, "/head/ref");
    progress.state = flag_at(pull, "/merged") ? "merged" : text_at(pull, "/state");
    progress.head_sha = text_at(pull, "/head/sha");
    if (progress.state.empty() || progress.head_sha.empty())
        throw base::Error(base::Code::unavailable, "GitHub described a pull request in an unknown form.");
    progress.review = review_as_of(answer, number);
    progress.checks = checks_.look(progress.head_sha);
    return progress;
}

std::optional<GitHubConversation::Seen> GitHubConversation::recall(std::int64_t number)
{
    return seen_.with([&](auto& all) {
        const auto* seen = all.find(number);
        return seen == nullptr ? std::nullopt : std::optional(*seen);
    });
}

/// Reviews and comments change when the pull request was last changed; checks do not.
std::string GitHubConversation::review_as_of(const base::HttpAnswer& answer, std::int64_t number)
{
    const auto pull = github_body(answer);
    const auto changed = text_at(pull, "/updated_at");
    const auto as_of = changed + " " + text_at(pull, "/head/sha");
    const auto now = repository_.clock().now();
    const auto known = recall(number);
    if (known && known->is_settled && known->as_of == as_of && now < known->read_at + seen_holds)
        return known->review;
    const auto changed_at = github_time(changed);
    const auto told_at = time_of(answer);
    const bool is_settled = changed_at && told_at && *told_at >= *changed_at + settled_after;
    const auto review = review_of(number);
    seen_.with([&](auto& all) { all.put(number, Seen{as_of, is_settled, now, review}); });
    return review;
}

/// The newest word of each reviewer; a mere comment takes back nothing.
std::vector<Value> GitHubConversation::words_on(std::int64_t number)
{
    std::map<std::string, Value> newest;
    for (int at = 1; at <= most_pages; ++at) {
        const auto reviews =
            list_in(read(numbered("/pulls", number) + "/reviews?" + github_page(at), "read the reviews"));
        for (const auto& review : reviews)
            if (const auto state = text_at(review, "/state"); state != "COMMENTED" && state != "PENDING")
                newest[login_of(review)] = review;
        if (reviews.size() < github_page_size)
            break;
    }
    std::vector<Value> words;
    for (auto& [login, review] : newest)
        if (approves(review) || text_at(review, "/state") == "CHANGES_REQUESTED")
            words.push_back(std::move(review));
    return words;
}

/// What those say who may write to the repository: GitHub counts nobody else.
std::string GitHubConversation::review_of(std::int64_t number)
{
    auto words = words_on(number);
    std::stable_sort(words.begin(), words.end(), [](const Value& a, const Value& b) {
        return place_of(a) < place_of(b);
    });
    int asked = 0;
    bool approved = false;
    for (const auto& review : words) {
        if (approved && approves(review))
            continue;
        if (!is_by_owner(review) && (++asked > most_asked || !may_write(login_of(review))))
            continue;
        if (!approves(review))
            return "changes_requested";
        approved = true;
    }
    return approved ? "approved" : "none";
}

std::vector<Comment> GitHubConversation::comments(std::int64_t number, std::int64_t after)
{
    const auto known = recall(number);
    if (known && known->is_settled && known->last_comment == after)
        return {};
    std::vector<Comment> newer;
    for (int at = 1; at <= most_pages; ++at) {
        const auto entries =
            list_in(read(numbered("/issues", number) + "/comments?" + github_page(at), "read the comments"));
        for (const auto& entry : entries)
            if (const auto id = number_at(entry, "/id"); id > after && newer.size() < github_page_size)
                newer.push_back(
                    {id,
                     login_of(entry),
                     text_at(entry, "/body"),
                     github_time(text_at(entry, "/created_at")).value_or(base::Time{})}
                );
        if (entries.size() < github_page_size)
            break;
    }
    if (known && newer.empty())
        seen_.with([&](auto& all) {
            if (auto* seen = all.find(number); seen != nullptr && seen->as_of == known->as_of)
                seen->last_comment = after;
        });
    std::sort(newer.begin(), newer.end(), [](const Comment& a, const Comment& b) { return a.id < b.id; });
    return newer;
}

/// `maintain` is told as `write` (GitHub's documentation on collaborators).
bool GitHubConversation::may_write(const std::string& person)
{
    if (person.empty())
        return false;
    const auto facts = repository_.facts();
    const auto answer = repository_.api().find(
        facts.path() + "/collaborators/" + base::percent_encoded(person) + "/permission",
        "read who may write to " + facts.full_name(),
        GitHubReading::following
    );
    if (!answer)
        return false;
    const auto permission = text_at(github_body(*answer), "/permission");
    return permission == "admin" || permission == "write";
}

/// Somebody has asked for it and looks on: before the pull requests that are still to be opened.
GitHubTurn GitHubConversation::turn_for(const std::string& what, std::int64_t number)
{
    const auto key = what + " " + repository_.display() + "#" + std::to_string(number);
    return repository_.api().limits().turn(key, 1, GitHubLimits::Place::first);
}

void GitHubConversation::say(std::int64_t number, const std::string& text)
{
    const auto facts = repository_.facts();
    auto& api = repository_.api();
    auto turn = turn_for("comment on", number);
    // Whether it was said is looked up where no answer comes.
    seen_.with([&](auto& all) {
        if (auto* seen = all.find(number))
            seen->last_comment.reset();
    });
    const auto what = "comment on a pull request in " + facts.full_name();
    const auto answer = api.write(
        turn, facts.path() + numbered("/issues", number) + "/comments", {{"body", fitting_body(text)}}, what
    );
    if (answer.status >= 300)
        throw api.failure(answer, what);
}

void GitHubConversation::retell(std::int64_t number, const Proposal& proposal)
{
    const auto body = with_part(text_at(github_body(pull(number)), "/body"), fitting_body(proposal.body));
    if (!body)
        throw base::Error(
            base::Code::conflict, "The part of the description that Groundwork wrote is not in it any more."
        );
    change(number, {{"body", *body}}, "describe a pull request");
}

void GitHubConversation::close(std::int64_t number)
{
    change(number, {{"state", "closed"}}, "close a pull request");
}

void GitHubConversation::change(std::int64_t number, const Value& body, const std::string& what)
{
    const auto facts = repository_.facts();
    auto& api = repository_.api();
    auto turn = turn_for("change of", number);
    const auto purpose = what + " in " + facts.full_name();
    const auto answer = api.change(turn, facts.path() + numbered("/pulls", number), body, purpose);
    if (answer.status >= 300)
        throw api.failure(answer, purpose);
}

}  // namespace forge
