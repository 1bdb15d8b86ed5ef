#pragma once

#include "llm/breaker.h"
#include "llm/failure.h"
#include "llm/instructions.h"
#include "llm/meter.h"
#include "llm/model.h"

namespace llm {

/// What every model behind an API needs. Everything outlives the model.
struct Surroundings {
    const catalog::Catalog& catalog;
    const Instructions& instructions;
    base::Network& network;
    const base::Clock& clock;
    std::chrono::milliseconds patience{30'000};  ///< the longest that one call may take
};

/// A model behind an API: it is asked, its form is read (see read_form), and what is wrong with the form goes
/// back to it, twice at most. Every call is told to the log and to the prompt's meter. A kind says how a
/// conversation looks on its wire. Safe to call from many threads.
class Remote : public Model {
public:
    /// Throws `limited` and `unavailable`, with retry_after where the provider asked for it, and `upstream`
    /// for everything that the same call would meet again: with the problems of a form that stayed wrong.
    /// What the meter throws, it throws too.
    Reply complete(const Prompt& prompt) final;
    int most_at_once() const final { return 320; }

    /// Asks the provider for its models, which costs nothing. Throws as `complete` does.
    void ask_whether_well();

protected:
    struct Turn {
        bool from_model;
        std::string text;
    };
    using Turns = std::vector<Turn>;  ///< begins with the request, then reply and corrections in turn

    Remote(Surroundings surroundings, ProviderNames names, base::Secret key);

    const Surroundings& surroundings() const { return surroundings_; }
    const ProviderNames& names() const { return names_; }
    const base::Secret& key() const { return key_; }

    /// `upstream`: the answer has not the form that the API promises.
    base::Error strange_answer(const std::string& why) const;
    base::Error cut_answer() const;
    base::Error declined() const;

private:
    virtual base::HttpRequest call(const Turns& turns) const = 0;
    virtual base::HttpRequest question_for_models() const = 0;
    /// The text of an answer with status 200. Throws one of the three errors above.
    virtual std::string text_in(const base::Value& answer) const = 0;
    /// What an answer with status 200 says it used; nullopt when it says nothing that can be true.
    virtual std::optional<Tokens> tokens_in(const base::Value& answer) const = 0;

    /// What came of one call: a reply, or a failure; with the text where there is one.
    struct Attempt {
        std::optional<std::string> text;
        Reply reply;
        std::optional<base::Error> failure;
    };

    base::HttpAnswer send(const base::HttpRequest& request);
    std::string ask(base::HttpRequest request, std::chrono::milliseconds left, Call& call);
    Attempt attempt(const Prompt& prompt, const Turns& turns, base::Time give_up);
    void account(const Prompt& prompt, const Call& call) const;

    Surroundings surroundings_;
    ProviderNames names_;
    base::Secret key_;
    Breaker breaker_;
};

/// Throws `invalid` that names the variable when a key cannot be a header, without showing it.
void refuse_unusable_key(const base::Secret& key, const std::string& variable);

}  // namespace llm
