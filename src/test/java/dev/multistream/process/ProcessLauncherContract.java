package dev.multistream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multistream.testing.TestDirs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every {@link ProcessLauncher} promises; the real one and the fake obey it alike. */
abstract class ProcessLauncherContract {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path directory = Path.of("");
    private Path log = Path.of("");

    abstract ProcessLauncher launcher();

    /** A program that prints a text and ends with a code. */
    abstract List<String> printing(String text, int exitCode);

    /** A program that prints the value of a variable. */
    abstract List<String> printingVariable(String name);

    /** A program that prints what it reads. */
    abstract List<String> echoing();

    /** A program that does not end by itself. */
    abstract List<String> endless();

    @BeforeEach
    void directory() {
        directory = dirs.fresh("process");
        log = directory.resolve("step.log");
    }

    ProcessSpec spec(List<String> argv) {
        return spec(argv, Optional.empty(), List.of());
    }

    ProcessSpec spec(List<String> argv, Optional<String> input, List<String> masks) {
        return new ProcessSpec(
                argv,
                directory,
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "COLOUR", "green"),
                input.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                log,
                masks,
                "contract/" + directory.getFileName());
    }

    Path directoryOfTest() {
        return directory;
    }

    Path log() {
        return log;
    }

    @Test
    void a_program_ends_with_its_code_and_its_output_is_in_the_log() throws Exception {
        RunningProcess.Ended ended =
                launcher().start(spec(printing("hello", 3))).await(Optional.empty());
        assertThat(ended).isEqualTo(new RunningProcess.Ended(OptionalInt.of(3), false, false, 0, List.of()));
        assertThat(log).content().isEqualToIgnoringNewLines("hello");
    }

    @Test
    void the_log_is_appended_to() throws Exception {
        Files.writeString(log, "before\n");
        launcher().start(spec(printing("after", 0))).await(Optional.empty());
        assertThat(log).content().startsWith("before\n").contains("after");
    }

    @Test
    void the_environment_is_what_was_given() throws Exception {
        launcher().start(spec(printingVariable("COLOUR"))).await(Optional.empty());
        assertThat(log).content().isEqualToIgnoringNewLines("green");
    }

    @Test
    void input_is_read_to_its_end() throws Exception {
        launcher().start(spec(echoing(), Optional.of("one\ntwo"), List.of())).await(Optional.empty());
        assertThat(log).content().isEqualToIgnoringNewLines("one\ntwo");
    }

    @Test
    void secrets_do_not_reach_the_log() throws Exception {
        launcher()
                .start(spec(printing("the key is s3cr3t!", 0), Optional.empty(), List.of("s3cr3t")))
                .await(Optional.empty());
        assertThat(log).content().isEqualToIgnoringNewLines("the key is ***!");
    }

    @Test
    void a_missing_program_is_known_as_missing() {
        SpawnException failure = catchThrowableOfType(
                SpawnException.class, () -> launcher().start(spec(List.of("no-such-program-anywhere"))));
        assertThat(failure.isMissing()).isTrue();
        assertThat(failure).hasMessageContaining("'no-such-program-anywhere'").hasMessageContaining("PATH");
    }

    @Test
    void a_missing_directory_is_not_a_missing_program() {
        ProcessSpec good = spec(printing("x", 0));
        ProcessSpec spec = new ProcessSpec(
                good.argv(), directory.resolve("nowhere"), good.environment(), good.input(), log, List.of(), "m");
        SpawnException failure =
                catchThrowableOfType(SpawnException.class, () -> launcher().start(spec));
        assertThat(failure.isMissing()).isFalse();
        assertThat(failure).hasMessageContaining("nowhere");
    }

    @Test
    void a_program_that_takes_too_long_is_stopped() throws Exception {
        RunningProcess.Ended ended = launcher().start(spec(endless())).await(Optional.of(Duration.ofMillis(100)));
        assertThat(ended.timedOut()).isTrue();
        assertThat(ended.stopped()).isFalse();
        assertThat(ended.survivors()).isEmpty();
    }

    @Test
    void a_stopped_program_ends_and_says_that_it_was_stopped() throws Exception {
        RunningProcess process = launcher().start(spec(endless()));
        process.stop(false);
        process.stop(false);
        RunningProcess.Ended ended = process.await(Optional.empty());
        assertThat(ended.stopped()).isTrue();
        assertThat(ended.exitCode()).hasValue(143);
        assertThat(ended.survivors()).isEmpty();
        process.stop(true);
    }
}
