#include "requests/cost.h"

#include "catalog/cost.h"
#include "requests/markdown.h"

namespace requests {
namespace {

std::string table(const catalog::Estimate& estimate)
{
    if (estimate.lines.empty())
        return "";
    std::string text = "| What | How | USD / month |\n|---|---|---:|\n";
    for (const auto& line : estimate.lines)
        text += "| " + line.what + " | " + line.how + " | " +
                (line.amount ? catalog::dollars(*line.amount) : "no estimate") + " |\n";
    return text + "\n";
}

std::string by_use(const catalog::Estimate& estimate)
{
    if (estimate.by_use.empty())
        return "";
    std::string text = "By use, on top:\n\n";
    for (const auto& use : estimate.by_use)
        text += "- " + use.what + ": " + use.price + "\n";
    return text + "\n";
}

}  // namespace

std::string cost_part(const Document& document, const catalog::Catalog& catalog)
{
    const auto& prices = catalog.prices();
    std::vector<catalog::Estimate> estimates;
    std::string parts;
    for (const auto& spec : document.specs) {
        const auto& estimate = estimates.emplace_back(catalog::estimate(catalog, spec));
        parts += "### " + markdown::code(spec.resource_name) + "\n\n" + table(estimate) + by_use(estimate);
        for (const auto& remark : catalog::remarks_on(prices, estimate))
            parts += remark + "\n\n";
    }
    auto text = "## Cost\n\n" + catalog::sentence_of(prices, estimates) + "\n\n";
    if (prices.are_old(document.created_at))
        text += "**These prices of " + prices.as_of +
                " are older than 180 days; look at the current ones before you rely on them.**\n\n";
    return text + parts;
}

}  // namespace requests
