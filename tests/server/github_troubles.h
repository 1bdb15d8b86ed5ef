#pragma once

#include "forge/github_host.h"
#include "support/faulty_relay.h"

#include <map>
#include <mutex>
#include <random>

/// What has gone wrong, and how often. Thread-safe.
class Mishaps {
public:
    void note(const std::string& what)
    {
        const std::lock_guard lock(mutex_);
        ++counts_[what];
    }
    std::map<std::string, int> counts() const
    {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, int> counts_;
};

/// What goes wrong between the program and GitHub in one run, and where: all of it follows from the seed.
/// A stage that its process dies in three times is put off for half a minute, so there are at most two kills.
class GitHubTroubles {
public:
    struct Scene {
        GitHubHost& host;
        support::FaultyRelay& relay;
        std::function<void()> kill;
        Mishaps& mishaps;
    };

    /// One turn in five has one trouble alone, of those that decide whether a thing is made twice, so that
    /// none of them is left to the lot.
    GitHubTroubles(std::mt19937& random, const Scene& scene, std::uint32_t turn)
        : random_(random), scene_(scene)
    {
        turn % 5 == 2 ? trouble_opening(turn / 5) : trouble_anything();
    }
    GitHubTroubles(const GitHubTroubles&) = delete;
    GitHubTroubles& operator=(const GitHubTroubles&) = delete;
    ~GitHubTroubles()
    {
        scene_.host.github.forget_scripts();
        scene_.relay.heal();
    }

    /// Whether the program dies while the last request is being posted.
    bool kill_at_post() const { return kill_at_post_; }

    /// And one for the change that a comment asks for; turn by turn another one. Most of them kill: after
    /// anything else that goes wrong nobody looks for a while.
    void trouble_change(std::uint32_t turn)
    {
        const auto place = "/repos/acme/" + scene_.host.github.name;
        const Call change{"change", "PATCH", below(place + "/pulls/", "")};
        const Call answer{"answer", "POST", below(place + "/issues/", "/comments")};
        switch (turn % 7) {
        case 0: return play(change, lost(change, false), "killed before");
        case 1: return play(change, lost(change, true), "killed after");
        case 2: return play(answer, lost(answer, false), "killed before");
        case 3: return play(answer, lost(answer, true), "killed after");
        case 4: return play(answer, lost(answer, true), "answer lost");
        case 5: return cut({"git, the pack of the change", pushing, Side::client}, random_() % 200, true);
        default: return cut({"git, the report of the change", pushing, Side::server}, 0, true);
        }
    }

private:
    using Script = support::GitHubStandIn::Script;
    using Entry = support::RepositoryStandIn::Entry;
    using Side = support::FaultyRelay::Side;

    struct Call {
        std::string name;
        std::string method;
        std::function<bool(const Entry&)> fits;
    };

    struct Place {
        std::string name, word;
        Side side;
        std::size_t most = 0;
    };

    static Script lost(const Call& call, bool applies)
    {
        return {.method = call.method, .applies = applies, .drops = true, .fits = call.fits};
    }

    void trouble_anything()
    {
        const auto count = 1 + random_() % 3;
        for (std::uint32_t i = 0; i < count; ++i)
            switch (random_() % (i == 0 ? 7 : 8)) {
            case 0: kill_at_post_ = kill_at_post_ || may_kill(); break;
            case 7: move_base(scene_, std::to_string(random_())); break;
            case 1:
            case 2:
            case 3: trouble_git(); break;
            default: trouble_call(); break;
            }
    }

    void trouble_opening(std::uint32_t turn)
    {
        const auto pulls = "/repos/acme/" + scene_.host.github.name + "/pulls";
        const Call open{"open", "POST", [pulls](const Entry& entry) { return entry.path == pulls; }};
        const std::string before_push = "info/refs?service=git-receive-pack";
        auto failed = lost(open, true);
        failed.drops = false;
        failed.status = 500;
        switch (turn % 7) {
        case 0: return play(open, lost(open, false), "killed before");
        case 1: return play(open, lost(open, true), "killed after");
        case 2: return play(open, lost(open, true), "answer lost");
        case 3: return play(open, std::move(failed), "500 after");
        case 4: return cut({"git, before the push", before_push, Side::server}, 0, true);
        case 5: return cut({"git, the pack", pushing, Side::client}, random_() % 1'000, true);
        default: return cut({"git, the report", pushing, Side::server}, 0, true);
        }
    }

    static constexpr const char* pushing = "/git-receive-pack HTTP";

    bool may_kill() { return kills_++ < 2; }

    static std::function<bool(const Entry&)> below(const std::string& path, const std::string& end)
    {
        return [path, end](const Entry& entry) {
            return entry.path.starts_with(path) && entry.path.ends_with(end);
        };
    }

    template <typename Choices> const auto& one_of(const Choices& choices)
    {
        return choices[random_() % choices.size()];
    }

    std::vector<Call> calls() const
    {
        const auto place = "/repos/acme/" + scene_.host.github.name;
        const auto is = [](const std::string& path) {
            return [path](const Entry& entry) { return entry.path == path; };
        };
        const Call look{"look", "GET", is(place + "/pulls")};
        const Call open{"open", "POST", is(place + "/pulls")};
        const Call put_labels{"label", "POST", below(place + "/issues/", "/labels")};
        return {
            look,
            look,
            open,
            open,
            open,
            put_labels,
            put_labels,
            {"find a label", "GET", below(place + "/labels/", "")},
            {"make a label", "POST", is(place + "/labels")},
            {"repository", "GET", is(place)}};
    }

    void trouble_call()
    {
        const auto all = calls();
        const auto& call = one_of(all);
        Script script{.method = call.method, .fits = call.fits};
        script.skips = static_cast<int>(random_() % 2);
        const auto what = spoil(script, call.name == "look");
        // Never where a list lags behind: GitHub itself could not tell then that there was one before.
        const bool closes = call.name == "open" && script.applies && !lags_ && random_() % 2 == 0;
        closes_ = closes_ || closes;
        if (closes)
            script.also = [scene = scene_] { close_newest(scene); };
        play(call, std::move(script), what);
    }

    void play(const Call& call, Script script, const std::string& what)
    {
        script.also = [scene = scene_, also = script.also, name = call.name + ": " + what] {
            scene.mishaps.note(name);
            if (name.find(": killed") != std::string::npos)
                scene.kill();
            if (also)
                also();
        };
        scene_.host.github.script(std::move(script));
    }

    std::string spoil(Script& script, bool is_look)
    {
        const auto fate = random_() % 12;
        if (fate < 5 && may_kill()) {
            script.drops = true;
            script.applies = fate < 3;
            return script.applies ? "killed after" : "killed before";
        }
        switch (fate) {
        case 0:
        case 5: script.drops = script.applies = true; return "answer lost";
        case 1:
        case 6: script.drops = true; return "call lost";
        case 2:
        case 7: script.cut = random_() % 200; return "answer cut";
        case 3:
        case 8:
            script.status = 500;
            script.applies = true;
            return "500 after";
        case 4:
        case 9:
            script.status = 502;
            script.body = "<html>bad gateway</html>";
            return "502 before";
        case 10:
            if (is_look && !closes_) {
                lags_ = true;
                script.status = 200;
                script.body = "[]";
                return "not known yet";
            }
            [[fallthrough]];
        default:
            script.status = 403;
            script.headers = {{"retry-after", "1"}};
            script.body = R"({"message":"You have exceeded a secondary rate limit."})";
            return "403 for limits";
        }
    }

    /// Somebody closes what has just been opened, while Groundwork does not know yet that it is there.
    static void close_newest(const Scene& scene)
    {
        scene.host.github.end(scene.host.github.pulls().back().number, "");
        scene.mishaps.note("closed by somebody");
    }

    void trouble_git()
    {
        const Place advertised{
            "git, what is there", "info/refs?service=git-upload-pack", Side::server, 2'000};
        const Place sent{"git, the pack", pushing, Side::client, 5'000};
        const Place reported{"git, the report", pushing, Side::server, 400};
        const std::vector<Place> places{
            advertised,
            {"git, a fetch", "/git-upload-pack HTTP", Side::server, 2'000},
            {"git, before the push", "info/refs?service=git-receive-pack", Side::server, 2'000},
            sent,
            sent,
            reported,
            reported};
        const auto& place = one_of(places);
        const std::size_t after = random_() % 3 == 0 ? 0 : random_() % place.most;
        const bool kills = random_() % 2 == 0 && may_kill();
        cut(place, after, kills);
    }

    void cut(const Place& place, std::size_t after, bool kills)
    {
        const bool moves = random_() % 3 == 0;
        const auto content = std::to_string(random_());
        scene_.relay.cut_once(
            {place.word,
             place.side,
             after,
             [scene = scene_, kills, moves, content, name = place.name] {
                 scene.mishaps.note(name + (kills ? ": killed" : ": cut"));
                 if (kills)
                     scene.kill();
                 if (moves)
                     move_base(scene, content);
             }}
        );
    }

    /// Somebody else merges something.
    static void move_base(const Scene& scene, const std::string& content)
    {
        (*scene.host.git
        )({"fast-import", "--quiet"},
          "commit refs/heads/main\ncommitter Somebody <some@body> 1700000000 +0000\ndata 7\nBy hand\n"
          "from refs/heads/main^0\nM 644 inline elsewhere\ndata " +
              std::to_string(content.size()) + "\n" + content + "\n");
        scene.mishaps.note("the base moved");
    }

    std::mt19937& random_;
    Scene scene_;
    int kills_ = 0;
    bool kill_at_post_ = false;
    bool lags_ = false;
    bool closes_ = false;
};
