package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.testing.Golden;
import dev.multistream.testing.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanRenderingsTest {
    private final Plan plan = Runs.waitingReview().plan();

    @Test
    void a_plan_reads_as_pinned_in_each_language() {
        Golden.assertSame("report/plan.txt", PlanText.of(plan));
        Golden.assertSame("report/plan.mmd", PlanGraph.mermaid(plan));
        Golden.assertSame("report/plan.dot", PlanGraph.dot(plan));
        Golden.assertSame("report/plan.json", PlanJson.of(plan));
        Golden.assertSame("report/plan.svg", PlanGraph.svg(plan).orElseThrow());
    }

    @Test
    void an_empty_plan_is_said_to_be_empty() {
        assertThat(PlanText.of(new Plan(List.of(), Plan.Limits.ofJobs(2))))
                .isEqualTo("0 steps, 0 streams, 0 checkpoints; at most 2 agents at once\n");
        assertThat(PlanGraph.svg(new Plan(List.of(), Plan.Limits.ofJobs(2)))).isEmpty();
    }

    @Test
    void a_plan_of_thousands_of_steps_is_not_drawn() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            StreamId stream = new StreamId("s" + i);
            Step.Schedule schedule =
                    new Step.Schedule(List.of(), Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE);
            steps.add(new Step.PrepareWorktree(StepId.worktree(stream), stream, schedule));
        }

        assertThat(PlanGraph.svg(new Plan(steps, Plan.Limits.ofJobs(2)))).isEmpty();
    }

    @Test
    void labels_cannot_break_out_of_their_language() {
        assertThat(PlanGraph.mermaid("a\"]<b>#`\nx")).isEqualTo("a#quot;]#lt;b#gt;#35;#96; x");
        assertThat(PlanGraph.dot("a\\\"]\nx")).isEqualTo("\"a\\\\\\\"] x\"");
    }

    @Test
    void every_golden_file_of_the_reports_is_used() {
        Golden.assertAllUsed(
                "report",
                List.of(
                        "plan.txt",
                        "plan.mmd",
                        "plan.dot",
                        "plan.json",
                        "plan.svg",
                        "conflict.md",
                        "conflict.index.html",
                        "conflict.checkpoint.html",
                        "red-gate.junit.xml"));
    }
}
