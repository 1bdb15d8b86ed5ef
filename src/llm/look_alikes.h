#pragma once

#include <string_view>

namespace llm::english {

/// English words that stand so near to a word of the catalog that they would be taken for a typing error of
/// it: productive, registers, frankfurter. All words of a dictionary for which Lexicon's correction finds
/// another word; to be made anew when the catalog learns many new words (a missing one only makes a
/// correction too eager).
inline constexpr std::string_view look_alikes =
    "accounted advocated alleys allocates alloyed analytical anonymously ardent artefacts artifices "
    "assailable assents asserts assess attainments attempted authenticating avoidable blacked "
    "blacking blockaded blockading blockhead blotching bucked cabled calked caller calmed calved "
    "cannon capacitor centrally chances changed charges chores collections complaisance compliant "
    "conceptions concoctions confection confections confidentially connectives connectors consents "
    "constants contained contends contented contentions contests contexts continents convection "
    "conventions convents convictions copied copier copiers copses corrections cosies cozies culled "
    "customary dabbed dandling debatable decayed deception defection defied deflation deflected "
    "deflection dejection delectable delegated delegation delivered deliverer deliverers delivering "
    "denier dented depleted depletion derailed desertion detained detectable detection detention "
    "detestable developed developer developmental dicker disabused disabusing disarming disavowed "
    "docked docket documented dovetailed downloaded drubbed duplicate duplicated duplication "
    "earthlier egrets enchanted enhance enhancer enhances entranced eternal evocation exceeding "
    "excerpt excitation excluded exhorts expedients experimental experimented experimenter "
    "experimenters experts expiating expiation explication exploding exploration exploring "
    "exportation exporters exporting expurgation externally extirpation extorts extruding fading "
    "faking falser faring fating faulty faxing fazing finale forbad forbidding forced francs "
    "frankfurter freezer frequency frequented frequenter frequents frieze germane glazier glowing "
    "governable groping growling hardener hardeners harkened hearkened heartened imaged immediacy "
    "immolation immovable immutably imparts importers indivisible inductive inflation infrequency "
    "infrequently insulation intercept interject interment interne interned internee internees "
    "internes internist internment interpret intersect invective inventor inventors investors "
    "invincible invisibly invoiced isolating lacing lacked lagging lamest largess larking latent "
    "latter laxest lefter legging libeled libelled licked litter locker locket lockups lodging "
    "longing looked lucked lugging marina masher massage mastery matter medial median mentoring "
    "mister moderated moderately moderator muster nether networked nonfiction northeaster northwest "
    "noshing notching noting notwork optionally originals outdoing outfoxing outgrowing outvoting "
    "overdrive overprice palling parish partitioned patchy persona personable personae personage "
    "personally personnel petitions photon photons pilling pointy police poling polity polluting "
    "pooling postures precious prediction present prevalent prevented previewed previewer previewers "
    "previously productive prohibits projection projections prosecution protecting protective protest "
    "protraction publicity pulling ransom reamers reapers reception recording recovered recovers "
    "rectories redistricted reentries reforming refrained regain regained registers registrar "
    "rejection relations remain remained renders repainted repayable repeating repenting repleting "
    "replicate replicates reporters reproving requester rerouting reserve reservedly reserves "
    "resorting resorts restrained restricts retail retailed retainer retainers retentive retires "
    "retorting retorts retracted retrain retrained retried retrieves reverting revolting rewording "
    "reworking riposting rotational scanting scheme sensitively sensitize sensitized sensitizes "
    "serviced shortlist shortness smallness smelliest southwest spaced spacey spanning sportiest "
    "staking staling staring stating staving staying stockroom stript tamped temper terminating "
    "terminator testes testis tilled tilted tithed titles tolerance tolerantly tradition transaction "
    "transiting transitional transitioned transitive translation tribes trikes undaunted undersigned "
    "unheeded unloads unnecessarily unpainted unplanned unscathed untainted untangled unwonted ushers "
    "valley valued versifying viability vireos virginity visioning winnow";

}  // namespace llm::english
