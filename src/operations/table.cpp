#include "operations/means.h"

namespace operations {

std::vector<Operation> table(const Means& means)
{
    std::vector<Operation> rows;
    for (auto noun :
         {request_operations, pull_operations, webhook_operations, catalog_operations, system_operations}) {
        auto more = noun(means);
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return rows;
}

}  // namespace operations
