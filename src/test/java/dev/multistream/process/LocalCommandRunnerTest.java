package dev.multistream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multistream.testing.Eventually;
import dev.multistream.testing.TestDirs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalCommandRunnerTest {
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private final CommandRunner runner = new LocalCommandRunner(Graces.DEFAULT);
    private final ProcFiles proc = ProcFiles.open().orElseThrow();

    private CommandRunner.Captured sh(Path directory, String script, byte[] input, Duration timeout)
            throws SpawnException, InterruptedException {
        return runner.run(List.of("sh", "-c", script), directory, PATH, input, timeout);
    }

    @Test
    void both_outputs_and_the_code_are_captured() throws Exception {
        CommandRunner.Captured captured = sh(dirs.fresh("run"), "echo out; echo err >&2; exit 3", new byte[0], MINUTE);
        assertThat(captured.exitCode()).isEqualTo(3);
        assertThat(captured.text()).isEqualTo("out\n");
        assertThat(captured.stderr()).isEqualTo("err\n");
    }

    @Test
    void large_input_comes_back_whole_and_nothing_deadlocks() throws Exception {
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        CommandRunner.Captured captured = sh(dirs.fresh("run"), "tee /dev/stderr", bytes, MINUTE);
        assertThat(java.util.Arrays.equals(captured.stdout(), bytes)).isTrue();
    }

    @Test
    void of_much_error_output_the_end_is_kept() throws Exception {
        CommandRunner.Captured captured =
                sh(dirs.fresh("run"), "yes | head -c 1000000 >&2; echo the end >&2", new byte[0], MINUTE);
        assertThat(captured.stderr()).hasSize(64 << 10).endsWith("the end\n");
    }

    @Test
    void a_child_left_behind_that_holds_the_output_does_not_hold_up_the_answer() throws Exception {
        Path directory = dirs.fresh("run");
        CommandRunner.Captured captured = sh(directory, "sleep 1000 & echo $! > pid; echo done", new byte[0], MINUTE);
        assertThat(captured.text()).isEqualTo("done\n");
        ProcessHandle.of(Long.parseLong(
                        Files.readString(directory.resolve("pid")).strip()))
                .orElseThrow()
                .destroyForcibly();
    }

    @Test
    void a_command_that_takes_too_long_is_killed_with_its_tree() throws Exception {
        Path directory = dirs.fresh("run");
        CommandTimeoutException failure = catchThrowableOfType(
                CommandTimeoutException.class,
                () -> sh(
                        directory,
                        "trap '' TERM; echo $$ > leader; sleep 1000 & echo $! > pid; echo stuck >&2; wait",
                        new byte[0],
                        Duration.ofMillis(500)));
        assertThat(failure).hasMessageContaining("did not end within PT0.5S").hasMessageContaining("stuck");
        assertThat(isDead(directory.resolve("pid"))).isTrue();
        assertThat(isDead(directory.resolve("leader"))).isTrue();
    }

    @Test
    void an_interrupt_kills_the_command() throws Exception {
        Path directory = dirs.fresh("run");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> failure.set(
                catchThrowable(() -> sh(directory, "echo $$ > pid; sleep 1000 & wait", new byte[0], MINUTE))));
        caller.start();
        Eventually.holds(
                "its pid",
                () -> Files.exists(directory.resolve("pid"))
                        && Files.readString(directory.resolve("pid")).endsWith("\n"));
        caller.interrupt();
        caller.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertThat(isDead(directory.resolve("pid"))).isTrue();
    }

    private boolean isDead(Path pidFile) throws Exception {
        return proc.stat(Long.parseLong(Files.readString(pidFile).strip()))
                .filter(stat -> !stat.isDead())
                .isEmpty();
    }

    @Test
    void a_missing_command_is_known_as_missing() {
        SpawnException failure = catchThrowableOfType(
                SpawnException.class, () -> runner.run(List.of("gti"), dirs.fresh("run"), PATH, new byte[0], MINUTE));
        assertThat(failure.isMissing()).isTrue();
        assertThat(failure).hasMessage("program 'gti' was not found in PATH (/usr/bin:/bin)");
    }

    @Test
    void a_command_has_no_terminal_to_ask_in() throws Exception {
        CommandRunner.Captured captured = sh(
                dirs.fresh("run"),
                "(: < /dev/tty) 2>/dev/null && echo a terminal || echo none",
                "".getBytes(StandardCharsets.UTF_8),
                MINUTE);
        assertThat(captured.text()).isEqualTo("none\n");
    }
}
