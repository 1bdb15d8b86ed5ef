#include "jobs/fixture.h"

namespace jobs {
namespace {

class Schema : public JobsTest {
protected:
    /// True when the database takes the job's row changed like this.
    bool takes(const std::string& change)
    {
        try {
            database->write([&](db::Transaction& tx) {
                tx.execute("UPDATE jobs SET " + change + " WHERE id = 'j'");
            });
            return true;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::conflict) << error.detail;
            return false;
        }
    }

    std::string plan(const std::string& query)
    {
        std::string plan;
        database->read([&](db::Transaction& tx) {
            for (const auto& row : tx.query("EXPLAIN QUERY PLAN " + query))
                plan += row.text(3) + "\n";
        });
        return plan;
    }
};

TEST_F(Schema, RefusesRowsThatMeanNothing)
{
    begin(add({"build", {noting("dig")}}), "j");
    EXPECT_FALSE(takes("state = 'sleeping'"));
    EXPECT_FALSE(takes("run_at = NULL")) << "a ready job has a time";
    EXPECT_FALSE(takes("state = 'parked', run_at = NULL")) << "a parked job has a reason";
    EXPECT_TRUE(takes("state = 'parked', run_at = NULL, parked_signal = 'go'"));
    EXPECT_FALSE(takes("state = 'ready', run_at = 1")) << "only a parked job waits for a signal";
    EXPECT_FALSE(takes("state = 'done', parked_signal = NULL")) << "what has ended has an end";
    EXPECT_TRUE(takes("state = 'running', parked_signal = NULL, attempt = 1, stage_attempts = 1"));
    EXPECT_FALSE(takes("ended_at = 1")) << "what runs has no end";
    EXPECT_FALSE(takes("run_at = 1")) << "what runs cannot be claimed";
    EXPECT_FALSE(takes("stage_attempts = 2")) << "every attempt is a claim";
    EXPECT_FALSE(takes("stage_attempts = 0"));
    EXPECT_FALSE(takes("crashes = -1"));
    EXPECT_FALSE(takes("state = 'failed', ended_at = 1")) << "a failure has words";
    EXPECT_FALSE(takes("error_code = 'internal'"));
    EXPECT_TRUE(takes("cancel_requested = 1"));
    EXPECT_FALSE(takes("state = 'ready', run_at = 1")) << "a cancelled job does not wait to run";
    EXPECT_TRUE(takes("beyond_cancel = 1"));
    EXPECT_FALSE(takes("state = 'cancelled', ended_at = 1"));
    EXPECT_TRUE(takes("state = 'done', ended_at = 1"));
}

TEST_F(Schema, TakesOneJobPerSubject)
{
    const auto& workflow = add({"build", {noting("dig")}});
    begin(workflow, "j");
    EXPECT_THROW(begin(workflow, "j"), base::Error);
}

TEST_F(Schema, FindsWhatIsDueByTheSmallIndex)
{
    const auto due =
        plan("SELECT run_at, id FROM jobs WHERE workflow = 'a' AND stage = 'b' AND run_at IS NOT NULL AND "
             "version <= 1 ORDER BY run_at, id LIMIT 3");
    EXPECT_THAT(due, testing::HasSubstr("USING INDEX jobs_due (workflow=? AND stage=?"));
    EXPECT_THAT(due, testing::Not(testing::HasSubstr("TEMP B-TREE")));
    EXPECT_THAT(plan("SELECT COUNT(*) FROM jobs WHERE run_at <= 1"), testing::HasSubstr("INDEX jobs_due"));
    EXPECT_THAT(
        plan("SELECT id FROM jobs WHERE ended_at IS NULL AND state = 'running' ORDER BY id"),
        testing::HasSubstr("INDEX jobs_unfinished")
    );
}

}  // namespace
}  // namespace jobs
