package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.StreamId;
import dev.multistream.run.StepStatus;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static RunFeed feed(RunFixture fixture) {
        return new RunFeed(RunFixture.RUN, new FakeRunSource().add(fixture));
    }

    private static Map<String, StepStatus> streams(RunFixture fixture) {
        Map<String, StepStatus> states = new TreeMap<>();
        feed(fixture).streams().forEach((stream, standing) -> states.put(stream.value(), standing.state()));
        return states;
    }

    private static StepStatus checkpoint(RunFixture fixture) {
        return feed(fixture).checkpoints().get(new CheckpointName("integrate")).state();
    }

    @Test
    void a_stream_stands_as_its_loudest_step_does() {
        assertThat(streams(Runs.green()))
                .containsOnly(
                        Map.entry("auth", StepStatus.SUCCEEDED),
                        Map.entry("perf", StepStatus.SUCCEEDED),
                        Map.entry("dashboard", StepStatus.SUCCEEDED));
        assertThat(streams(Runs.redGate())).containsValue(StepStatus.FAILED);
        assertThat(streams(Runs.cancelled())).containsValue(StepStatus.CANCELLED);
        assertThat(streams(Runs.empty())).containsValue(StepStatus.PENDING);
    }

    @Test
    void a_checkpoint_waits_while_its_review_does() {
        assertThat(checkpoint(Runs.waitingReview())).isEqualTo(StepStatus.WAITING);
        assertThat(checkpoint(Runs.green())).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(checkpoint(Runs.going())).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void a_checkpoint_that_published_stands_well_without_a_stream_that_it_left_out() {
        assertThat(checkpoint(Runs.conflict())).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(checkpoint(Runs.redGate())).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void a_stream_between_two_steps_is_at_work_and_has_no_end() {
        RunFixture between = new RunFixture(Runs.going().spec()).started().passed("auth.worktree", 1, 2);
        Standing standing = feed(between).streams().get(new StreamId("auth"));
        assertThat(standing.state()).isEqualTo(StepStatus.RUNNING);
        assertThat(standing.begun()).hasValue(RunFixture.START.plusSeconds(1));
        assertThat(standing.ended()).isEmpty();
    }

    @Test
    void a_settled_stream_ended_with_its_last_step() {
        Standing standing = feed(Runs.green()).streams().get(new StreamId("perf"));
        assertThat(standing.ended())
                .isPresent()
                .hasValueSatisfying(end -> assertThat(end).isAfter(RunFixture.START.plusSeconds(40)));
    }
}
