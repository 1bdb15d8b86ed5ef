#pragma once

#include <algorithm>
#include <array>
#include <string_view>

/// The English that every request is made of. Nothing here speaks of a resource type: those words are the
/// catalog's.
namespace llm::english {

/// What a word can be in a sentence; a word can be several. The bits of Word::parts.
enum Part : unsigned {
    article = 1U << 0U,
    indefinite = 1U << 1U,  ///< brings something new into the sentence: a, another
    definite = 1U << 2U,    ///< speaks of something known: the, our
    possessive = 1U << 3U,  ///< its exports, their logs
    conjunction = 1U << 4U,
    preposition = 1U << 5U,
    pronoun = 1U << 6U,
    auxiliary = 1U << 7U,
    wish = 1U << 8U,         ///< create, need, want: a request for something new
    change = 1U << 9U,       ///< delete, grow: a request about something that exists
    adjust = 1U << 10U,      ///< enable, set: about something that exists when that is definite
    other_wish = 1U << 11U,  ///< explain, write: a request for something else; what, why
    negator = 1U << 12U,
    positive = 1U << 13U,      ///< versioning: on
    negative = 1U << 14U,      ///< versioning: off
    filler = 1U << 15U,        ///< says nothing about infrastructure
    team_head = 1U << 16U,     ///< the search team
    service_head = 1U << 17U,  ///< the payments service: left out of the name
    kept_head = 1U << 18U,     ///< the payments API: stays in the name
    thing = 1U << 19U,         ///< a Postgres instance: says nothing that Postgres does not
    verb = 1U << 20U,
    place_head = 1U << 21U,   ///< the staging environment, the Frankfurt region
    naming = 1U << 22U,       ///< called x
    storing = 1U << 23U,      ///< for storing x: what follows is what the resource holds
    counter = 1U << 24U,      ///< a couple of buckets
    suffix = 1U << 25U,       ///< prod-like, S3-compatible: only resembles what stands before
    alternative = 1U << 26U,  ///< or
    reset = 1U << 27U,        ///< ends a negation: but, with
    numeral = 1U << 28U,
    descriptive = 1U << 29U,  ///< daily reports: part of a name before its noun, filler elsewhere
};

struct Words {
    unsigned parts;
    std::string_view words;  ///< separated by spaces
};

inline constexpr std::array words{
    Words{article | indefinite, "a an"},
    Words{article | definite, "the"},
    Words{indefinite, "another new one some any additional further extra second"},
    Words{definite, "this that these those our my your his her existing current said same whose"},
    Words{definite | possessive, "its their"},
    Words{conjunction, "and plus & + also then nor"},
    Words{conjunction | reset, "but"},
    Words{conjunction | alternative, "or"},
    Words{
        preposition,
        "for of in on at to into from by within via using through over under against behind between "
        "about across around during until till per like as upon onto inside outside alongside beside "
        "near toward towards after before since w"},
    Words{preposition | reset, "with"},
    Words{
        pronoun,
        "i we you he she they it us me them everyone someone somebody anybody everybody who whom there here "
        "myself ourselves something anything nothing everything somewhere both all each every either "
        "others other whatever y'all stuff things"},
    Words{
        auxiliary,
        "is are was were be been being am will would shall should can could may might must do does did has "
        "have had having i'd we'd i'll we'll it's that's there's i'm we're they're i've we've they'd it'd "
        "he'd she'd let let's lets cannot ought gotta gonna id im ive you'd it'll"},
    Words{
        wish,
        "need needs needed want wants wanted like love require requires required request requesting create "
        "creating created provision provisioning provisioned make build building spin spinning stand bring "
        "launch deploy get getting give provide add order ask asking looking generate prepare allocate start "
        "establish configure roll put install arrange help setup set have requested wish missing wanna "
        "appreciate grateful please kindly pls plz spinup bootstrap use"},
    Words{
        change,
        "delete destroy remove drop terminate decommission tear resize grow shrink scale increase decrease "
        "reduce upgrade downgrade migrate rename restart reboot update change modify move extend expand "
        "restore bump raise lower enlarge kill wipe purge retire undo rollback revert alter edit replace "
        "fix repair recover deprovision rotate deleting destroying removing resizing upgrading empty clean"},
    Words{
        adjust,
        "enable disable turn switch set make add activate deactivate attach give apply allow grant open"},
    Words{
        other_wish,
        "what why how when where which who explain write tell translate sing draw show list compare "
        "summarize summarise print ignore repeat reveal calculate cook describe recommend suggest teach "
        "solve pretend forget imagine read find count define is are does do did was were "
        "should what's who's recipe poem story joke song essay haiku limerick say speak output disregard act "
        "roleplay bake "
        "guess rate review debug convert"},
    Words{
        negator,
        "no not without non never don't dont doesn't doesnt shouldn't shouldnt mustn't mustnt needn't neednt "
        "isn't isnt aren't arent won't wont can't cant cannot minus skip exclude excluding except avoid "
        "lacking neither nor disable disabling deactivate prevent block blocking deny forbid omit drop "
        "disallow w/o wouldn't nothing"},
    Words{positive, "true yes on enabled active activated required needed wanted mandatory y"},
    Words{
        negative,
        "false off disabled inactive never none unnecessary unneeded unwanted optional n deactivated "
        "blocked denied forbidden prohibited disallowed"},
    Words{
        filler,
        "please thanks thank thx cheers hi hello hey dear kindly pls plz asap today tomorrow now soon "
        "quickly "
        "urgently urgent really very quite just only simple basic standard plain normal regular fresh brand "
        "good nice great fast cheap cheapest affordable inexpensive best finest nicest "
        "fastest quickest simplest easiest favourite favorite robust reliable scalable secure secured "
        "private internal managed "
        "dedicated shared separate own single fully quick proper suitable actual little bit team's company "
        "possible able sure kind best regards regard sincerely sorry greetings everybody folks guys "
        "currently already still too again well also as-is yet once least most maximum minimum up down out "
        "about roughly approximately approx around exactly total overall max min next last first third "
        "total enough good-morning morning afternoon evening ok okay fine right away immediately "
        "production-ready appropriate default defaults usual typical ordinary whole so because while when "
        "where which who that if than rather instead too later additionally furthermore finally hence "
        "therefore however via e.g eg i.e ie etc respectively together apart low high different "
        "new-style respective specific certain time day week month year total persistent durable resilient "
        "modern lightweight decent proper capable automatically automatic daily weekly hourly monthly "
        "preferably ideally basically actually probably maybe perhaps temporary short long term initial "
        "initially generic common mainly mostly purely purpose purposes use case main primary "
        "data-intensive critical important upcoming future planned recently hence yo there everyone "
        "more less bigger larger smaller better cost effective efficient optimal empty encrypted "
        "encryption terraform infrastructure infra cloud aws amazon account accounts' vpc-private kinda "
        "sort lot lots bunch type types region dead super oh ah um uh hmm well hopefully btw fyi pretty "
        "fairly rather truly plain ordinary bare clean tidy neat wait oops scratch correction "
        "shiny big-ish well-configured optimized optimised resilient safe healthy stable flexible powerful "
        "lean minimal vanilla trusty classic beefy hot cold warm rough special exclusive local remote "
        "existing-style sturdy solid friendly handy quick-and-dirty throwaway disposable permanent "
        "long-lived "
        "short-lived longer anymore desired following above below usable working real true "
        "nonpublic centralized centralised tested"},
    Words{
        filler | descriptive,
        "daily weekly hourly monthly terraform infrastructure infra aws amazon temporary"},
    Words{team_head, "team squad guild tribe crew department folks people guys division group chapter"},
    Words{service_head, "service application app system project microservice workload"},

    Words{kept_head, "api apis backend frontend website site portal webapp gateway pipeline bot"},

    Words{
        thing,
        "instance server cluster node engine resource setup thing store service system instances servers "
        "clusters nodes resources deployment type kind replication-group"},
    Words{
        verb,
        "use uses used using run runs running store stores storing stored hold holds holding keep keeps "
        "keeping "
        "kept save saves saving serve serves serving handle handles back backs backing backed power powers "
        "powering go goes going see take takes taking work works working think know come comes put puts call "
        "calls called name named support supports supporting receive receives send sends sending survive "
        "survives allow allows allowing include includes including contain contains containing connect "
        "connects connecting expect expects hit hits read reads write writes talk talks own owns belong "
        "belongs belonging located hosted living runs sits sit lets build builds ensure ensuring sure want "
        "configured equipped sized based made supposed going start starting meant intended designed "
        "dealing process processes processing cache caches caching queue queueing queuing buffer buffering "
        "collect collects collecting archive archiving upload uploading hosting host accessible "
        "rely relies depend depends expire expires seems looks sounds protected tagged scanned versioned "
        "ordered isolated provisioned created owned shipped requested tested exist exists gets"},
    Words{place_head, "environment env environments envs region regions stage tier zone account datacenter"},
    Words{
        numeral,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
        "thousand half x"},
    Words{naming, "called named titled dubbed labelled labeled name"},
    Words{
        storing,
        "store storing hold holding keep keeping save saving collect collecting cache caching host hosting "
        "serve serving archive archiving buffer buffering queue queueing queuing upload uploading persist "
        "persisting contain containing receive receiving handle handling process processing send sending "
        "share sharing stash stashing track tracking put house housing dump dumping place placing land "
        "landing"},
    Words{counter, "couple pair set bunch dozen number few handful several multiple"},
    Words{suffix, "like grade ready style quality level compatible backed based class wide esque similar"},
};

/// Multi-word wordings that mean nothing for the request and hide the words inside them; separated by |.
inline constexpr std::string_view idioms =
    "do not forget|don't forget|dont forget|not only|no problem|no rush|no hurry|no worries|not sure|no "
    "idea|if possible|"
    "as soon as possible|for now|for example|for instance|for free|for later|for the time being|for starters|"
    "for good measure|for us|for me|for it|for them|for that|for this|for everyone|for internal use|for "
    "production use|"
    "for my team|for our team|for the team|for their team|in order to|in addition to|in addition|in total|in "
    "advance|"
    "in front of|in place|in case|in general|in time|in sync|in short|in the cloud|in aws|on aws|in our "
    "account|"
    "on behalf of|at least|at most|as well as|as well|such as|no later than|bucket list|ice bucket|"
    "kick the bucket|kicked the bucket|bucket of|buckets of|drop in the bucket|bucket hat|bucket seat|jump "
    "the queue|"
    "skip the queue|queue at|cache of gold|weapons cache|live stream|live chat|"
    "out of the box|of course|a lot of|lots of|kind of|sort of|type of|go live|goes live|went live|going "
    "live|"
    "thank you|thanks in advance|many thanks|best regards|kind regards|good morning|good afternoon|good "
    "evening|"
    "all the best|looking forward|per default|by default|as usual|right now|at the moment|these days|as "
    "always|"
    "stage fright|no need to worry|never mind|without further ado|nothing fancy|nothing special|not too|"
    "public api|public website|public site|public web site|public portal|public key|public sector|public "
    "holiday";

/// Words that hold the sentences of other languages together, and that no English request is made of.
inline constexpr std::string_view other_languages =
    "ich wir bitte brauche brauchen benötige benötigen möchte möchten eine einen einem einer ein für und der "
    "das den dem mit nicht nous vous je j'ai faut besoin voudrais voulons une un pour avec les des dans "
    "necesito necesitamos quiero queremos una para con por los las del preciso precisamos uma em "
    "vogliamo vorrei abbiamo bisogno serve-ci il lo della per wij ik we-hebben nodig een voor het van met "
    "potrzebujemy potrzebuję dla нужен нужна для";

/// Words that link a parameter's name with its number: storage of, backups kept for.
inline constexpr std::string_view links = "of for to at after set up worth with be around over kept than "
                                          "retained until by count number time period";

/// Words that link a parameter's name with its word: username is, cors for.
inline constexpr std::string_view value_links = "of to is be set should for from";

/// Words before a time that say when something is wanted.
inline constexpr std::string_view deadlines = "in within by every next last past per before";

/// Whether `list`, words separated by spaces, has this word.
constexpr bool is_one_of(std::string_view word, std::string_view list)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        if (list.substr(0, end) == word)
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

inline constexpr std::array<std::string_view, 21> number_words{
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

struct Tens {
    std::string_view word;
    double value;
};

inline constexpr std::array tens{
    Tens{"thirty", 30},
    Tens{"forty", 40},
    Tens{"fifty", 50},
    Tens{"sixty", 60},
    Tens{"seventy", 70},
    Tens{"eighty", 80},
    Tens{"ninety", 90}};

/// How people write units. `dimension` is GB for sizes and seconds for times; a value is number × factor.
struct Unit {
    std::string_view words;
    std::string_view dimension;
    double factor;
};

inline constexpr std::array units{
    Unit{"mb mib mi megabyte megabytes megs", "GB", 1.0 / 1024},
    Unit{"gb gib gi g gig gigs gigabyte gigabytes gbs gbyte gbytes", "GB", 1},
    Unit{"tb tib ti t terabyte terabytes tbs tera", "GB", 1024},
    Unit{"pb pib petabyte petabytes", "GB", 1024.0 * 1024},
    Unit{"ms millisecond milliseconds", "seconds", 0.001},
    Unit{"s sec secs second seconds", "seconds", 1},
    Unit{"min mins minute minutes", "seconds", 60},
    Unit{"h hr hrs hour hours", "seconds", 3600},
    Unit{"d day days", "seconds", 86400},
    Unit{"w wk wks week weeks fortnight", "seconds", 604800},
    Unit{"mo month months", "seconds", 30.0 * 86400},
    Unit{"y yr yrs year years", "seconds", 365.0 * 86400},
};

}  // namespace llm::english
