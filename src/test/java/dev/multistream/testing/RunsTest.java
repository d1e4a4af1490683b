package dev.multistream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.run.RunResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsTest {
    @Test
    void every_fixture_is_a_journal_that_folds() {
        Runs.all()
                .forEach((name, run) ->
                        assertThat(run.get().state().start()).as(name).isPresent());
    }

    @Test
    void a_finished_fixture_ends_with_its_result() {
        assertThat(Runs.green().state().result()).isEqualTo(Optional.of(RunResult.PASSED));
        assertThat(Runs.hostile().state().result()).isEqualTo(Optional.of(RunResult.CONFLICT));
        assertThat(Runs.going().state().result()).isEmpty();
    }
}
