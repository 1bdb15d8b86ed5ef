#include "jobs/fixture.h"

namespace jobs {
namespace {

using testing::ElementsAre;

class Stages : public JobsTest {};

TEST_F(Stages, RunInOrderOverOneDocument)
{
    const Workflow workflow{"build", {noting("dig"), noting("lay"), noting("roof")}, {}};
    runner->add(workflow);
    begin(workflow, "house");
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "done");
    EXPECT_EQ(document("house").at("ran"), base::Value({"dig", "lay", "roof"}));
}

}  // namespace
}  // namespace jobs
