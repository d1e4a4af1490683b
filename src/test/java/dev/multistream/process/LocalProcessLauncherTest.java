package dev.multistream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multistream.testing.Eventually;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** With real processes, on Linux. */
class LocalProcessLauncherTest extends ProcessLauncherContract {
    private static final Graces SHORT =
            new Graces(Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5));

    private final LocalProcessLauncher launcher = new LocalProcessLauncher(SHORT);
    private final ProcFiles proc = ProcFiles.open().orElseThrow();

    @Override
    ProcessLauncher launcher() {
        return launcher;
    }

    @Override
    List<String> printing(String text, int exitCode) {
        return List.of("sh", "-c", "echo \"$1\"; exit $2", "sh", text, Integer.toString(exitCode));
    }

    @Override
    List<String> printingVariable(String name) {
        return List.of("printenv", name);
    }

    @Override
    List<String> echoing() {
        return List.of("cat");
    }

    @Override
    List<String> endless() {
        return List.of("sleep", "1000");
    }

    private RunningProcess sh(String script) throws SpawnException {
        return launcher.start(spec(List.of("sh", "-c", script)));
    }

    private RunningProcess.Ended run(String script) throws Exception {
        return sh(script).await(Optional.empty());
    }

    private Path file(String name) {
        return directoryOfTest().resolve(name);
    }

    private long pidIn(String name) throws Exception {
        Eventually.holds(
                "a pid in " + name,
                () -> Files.exists(file(name)) && Files.readString(file(name)).endsWith("\n"));
        return Long.parseLong(Files.readString(file(name)).strip());
    }

    private boolean isDead(long pid) {
        return proc.stat(pid).filter(stat -> !stat.isDead()).isEmpty();
    }

    @Test
    void the_program_leads_a_session_of_its_own_and_carries_the_mark() throws Exception {
        RunningProcess process = launcher.start(spec(endless()));
        Eventually.holds(
                "its session",
                () -> proc.stat(process.pid())
                        .filter(stat -> stat.session() == process.pid())
                        .isPresent());
        Eventually.holds(
                "its mark",
                () -> ProcFiles.markIn(proc.environ(process.pid()))
                        .equals(Optional.of(spec(endless()).mark())));
        process.stop(true);
        assertThat(process.await(Optional.empty()).exitCode()).hasValue(137);
    }

    @Test
    void nothing_is_inherited_beside_the_given_environment() throws Exception {
        launcher.start(spec(List.of("env"))).await(Optional.empty());
        assertThat(Files.readAllLines(log()))
                .containsExactlyInAnyOrder(
                        "PATH=/usr/local/bin:/usr/bin:/bin",
                        "COLOUR=green",
                        "HARNESS_MARK=" + spec(endless()).mark());
    }

    @Test
    void death_by_signal_n_is_code_128_plus_n() throws Exception {
        assertThat(run("kill -SEGV $$").exitCode()).hasValue(128 + 11);
        assertThat(run("kill -KILL $$").exitCode()).hasValue(128 + 9);
    }

    @Test
    void a_program_that_ignores_term_is_killed_after_the_grace() throws Exception {
        RunningProcess process = sh("trap '' TERM; echo $$ > pid; while :; do sleep 1; done");
        long pid = pidIn("pid");
        process.stop(false);
        RunningProcess.Ended ended = process.await(Optional.empty());
        assertThat(ended.exitCode()).hasValue(137);
        assertThat(ended.stopped()).isTrue();
        assertThat(isDead(pid)).isTrue();
    }

    @Test
    void a_second_stop_at_once_cuts_the_grace_short() throws Exception {
        Graces endlessGrace = new Graces(Duration.ofDays(1), Duration.ZERO, Duration.ofDays(1), Duration.ofSeconds(5));
        RunningProcess process = new LocalProcessLauncher(endlessGrace)
                .start(spec(List.of("sh", "-c", "trap '' TERM; echo $$ > pid; while :; do sleep 1; done")));
        pidIn("pid");
        process.stop(false);
        process.stop(true);
        assertThat(process.await(Optional.empty()).exitCode()).hasValue(137);
    }

    @Test
    void a_program_may_tidy_up_when_it_is_told_to_stop() throws Exception {
        RunningProcess process =
                sh("trap 'echo tidy; exit 5' TERM; echo $$ > pid; while :; do sleep 1000 & wait $!; done");
        pidIn("pid");
        process.stop(false);
        RunningProcess.Ended ended = process.await(Optional.empty());
        assertThat(ended.exitCode()).hasValue(5);
        assertThat(log()).content().contains("tidy");
    }

    @Test
    void a_background_child_that_holds_the_output_is_ended_and_counted() throws Exception {
        RunningProcess.Ended ended = run("sleep 1000 & echo $! > pid; exit 4");
        assertThat(ended.exitCode()).hasValue(4);
        assertThat(ended.strays()).isEqualTo(1);
        assertThat(ended.survivors()).isEmpty();
        assertThat(isDead(pidIn("pid"))).isTrue();
    }

    @Test
    void a_background_child_that_holds_the_pump_does_not_hang_the_end() throws Exception {
        ProcessSpec masked =
                spec(List.of("sh", "-c", "sleep 1000 & echo key; exit 4"), Optional.empty(), List.of("key"));
        RunningProcess.Ended ended = launcher.start(masked).await(Optional.empty());
        assertThat(ended.strays()).isEqualTo(1);
        assertThat(log()).content().isEqualTo("***\n");
    }

    @Test
    void a_child_that_ends_by_itself_in_a_moment_is_no_stray() throws Exception {
        Graces lingering =
                new Graces(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(5));
        // The child ends when its parent, who holds the other end of the pipe, has ended.
        String script = "mkfifo pipe; (cat pipe > copy) & exec 3> pipe; echo late >&3; exit 0";
        RunningProcess.Ended ended = new LocalProcessLauncher(lingering)
                .start(spec(List.of("sh", "-c", script)))
                .await(Optional.empty());
        assertThat(ended.strays()).isZero();
        assertThat(file("copy")).content().isEqualTo("late\n");
    }

    @Test
    void a_daemon_that_left_the_session_is_found_by_its_mark() throws Exception {
        // Forked twice, session of its own, parent gone: only the mark tells whose it is.
        RunningProcess.Ended ended = run("(setsid sh -c 'echo $$ > pid; exec sleep 1000' > /dev/null 2>&1 &) ; "
                + "while ! [ -s pid ]; do :; done");
        assertThat(ended.strays()).isEqualTo(1);
        assertThat(isDead(pidIn("pid"))).isTrue();
    }

    @Test
    void a_member_that_cleared_its_environment_is_found_by_its_session() throws Exception {
        RunningProcess.Ended ended =
                run("(env -i /bin/sh -c 'echo $$ > pid; exec /bin/sleep 1000' &); while ! [ -s pid ]; do :; done");
        assertThat(ended.strays()).isEqualTo(1);
        assertThat(isDead(pidIn("pid"))).isTrue();
    }

    @Test
    void a_member_that_left_session_and_environment_is_found_by_its_parent_when_stopped() throws Exception {
        RunningProcess process = sh(
                "setsid env -i /bin/sh -c 'trap \"\" TERM; echo $$ > pid; " + "while :; do /bin/sleep 1; done'; true");
        long escaped = pidIn("pid");
        process.stop(false);
        assertThat(process.await(Optional.empty()).survivors()).isEmpty();
        assertThat(isDead(escaped)).isTrue();
    }

    @Test
    void a_tree_that_goes_on_forking_while_it_is_ended_is_ended() throws Exception {
        RunningProcess process = sh("trap '' TERM; echo $$ > pid; "
                + "f() { i=0; while [ $i -lt 200 ]; do sleep 1000 & i=$((i+1)); done; }; f & f & wait; "
                + "while :; do sleep 1000 & wait; done");
        pidIn("pid");
        process.stop(true);
        RunningProcess.Ended ended = process.await(Optional.empty());
        assertThat(ended.survivors()).isEmpty();
        assertThat(proc.all().stream()
                        .filter(stat -> stat.session() == process.pid() && !stat.isDead())
                        .toList())
                .isEmpty();
    }

    @Test
    void a_time_out_ends_the_whole_tree() throws Exception {
        RunningProcess process = sh("sh -c 'sleep 1000 & echo $! > pid; wait' & wait");
        long grandchild = pidIn("pid");
        RunningProcess.Ended ended = process.await(Optional.of(Duration.ofMillis(1)));
        assertThat(ended.timedOut()).isTrue();
        assertThat(isDead(grandchild)).isTrue();
    }

    @Test
    void an_interrupted_wait_kills_the_tree() throws Exception {
        RunningProcess process = sh("echo $$ > pid; sleep 1000 & wait");
        long pid = pidIn("pid");
        Thread.currentThread().interrupt();
        assertThat(catchThrowableOfType(InterruptedException.class, () -> process.await(Optional.empty())))
                .isNotNull();
        assertThat(isDead(pid)).isTrue();
    }

    @Test
    void programs_one_after_another_and_two_at_a_time_are_never_taken_for_each_others_strays() throws Exception {
        Thread other = new Thread(this::manyTrues);
        other.start();
        manyTrues();
        other.join();
        assertThat(log()).content().isEmpty();
    }

    private void manyTrues() {
        for (int i = 0; i < 200; i++) {
            try {
                ProcessSpec spec = spec(List.of("/bin/true"));
                ProcessSpec own = new ProcessSpec(
                        spec.argv(),
                        spec.directory(),
                        spec.environment(),
                        spec.input(),
                        log(),
                        List.of(),
                        "trues/" + Thread.currentThread().getId() + "/" + i);
                assertThat(launcher.start(own).await(Optional.empty()))
                        .isEqualTo(new RunningProcess.Ended(java.util.OptionalInt.of(0), false, false, 0, List.of()));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void input_that_is_never_read_disturbs_nothing() throws Exception {
        String large = "x".repeat(1 << 20);
        RunningProcess.Ended ended = launcher.start(spec(List.of("sh", "-c", "exit 0"), Optional.of(large), List.of()))
                .await(Optional.empty());
        assertThat(ended.exitCode()).hasValue(0);
    }

    @Test
    void large_input_arrives_whole() throws Exception {
        String large = "0123456789abcde\n".repeat(1 << 16);
        launcher.start(spec(List.of("sha256sum"), Optional.of(large), List.of()))
                .await(Optional.empty());
        byte[] digest =
                java.security.MessageDigest.getInstance("SHA-256").digest(large.getBytes(StandardCharsets.UTF_8));
        assertThat(log()).content().startsWith(java.util.HexFormat.of().formatHex(digest));
    }

    @Test
    void fifty_megabytes_of_binary_output_are_in_the_log_byte_for_byte() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(42).nextBytes(block);
        Files.write(file("block"), block);
        String script = "i=0; while [ $i -lt 50 ]; do cat block; i=$((i+1)); done";
        run(script);
        assertThatLogRepeats(block, 50);

        Files.delete(log());
        ProcessSpec masked =
                spec(List.of("sh", "-c", script), Optional.empty(), List.of("a secret that is not in there"));
        launcher.start(masked).await(Optional.empty());
        assertThatLogRepeats(block, 50);
    }

    private void assertThatLogRepeats(byte[] block, int times) throws Exception {
        try (InputStream in = Files.newInputStream(log())) {
            for (int i = 0; i < times; i++) {
                assertThat(Arrays.equals(in.readNBytes(block.length), block))
                        .as("megabyte %d", i)
                        .isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_secret_split_over_two_writes_is_masked() throws Exception {
        String script = "printf 'key=abc'; : > half; while ! [ -e go ]; do :; done; printf 'def.'";
        RunningProcess process = launcher.start(spec(List.of("sh", "-c", script), Optional.empty(), List.of("abcdef")));
        Eventually.holds("the first half", () -> Files.readString(log()).equals("key="));
        Files.createFile(file("go"));
        process.await(Optional.empty());
        assertThat(log()).content().isEqualTo("key=***.");
    }

    @Test
    void a_program_is_searched_in_the_path_it_is_given() throws Exception {
        Path bin = Files.createDirectory(file("bin"));
        Path tool = script(bin.resolve("tool"), "#!/bin/sh\necho mine\n");
        ProcessSpec spec = new ProcessSpec(
                List.of("tool"),
                directoryOfTest(),
                Map.of("PATH", "/nowhere:" + bin),
                Optional.empty(),
                log(),
                List.of(),
                "m");
        launcher.start(spec).await(Optional.empty());
        assertThat(log()).content().isEqualTo("mine\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
        SpawnException failure = catchThrowableOfType(SpawnException.class, () -> launcher.start(spec));
        assertThat(failure.isMissing()).isTrue();
        assertThat(failure).hasMessage("program 'tool' was not found in PATH (/nowhere:" + bin + ")");
    }

    @Test
    void a_script_whose_interpreter_is_not_there_is_missing_it() throws Exception {
        script(file("a"), "#!/no/such/interpreter\n");
        script(file("b"), "#!/usr/bin/env no-such-interpreter\n");
        SpawnException direct = catchThrowableOfType(SpawnException.class, () -> launcher.start(spec(List.of("./a"))));
        assertThat(direct.isMissing()).isTrue();
        assertThat(direct).hasMessageContaining("needs the interpreter '/no/such/interpreter'");
        SpawnException byEnv = catchThrowableOfType(SpawnException.class, () -> launcher.start(spec(List.of("./b"))));
        assertThat(byEnv.isMissing()).isTrue();
        assertThat(byEnv).hasMessageContaining("needs 'no-such-interpreter', which was not found in PATH");
    }

    private static Path script(Path file, String text) throws Exception {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_sweep_ends_what_carries_the_mark_or_begins_with_it() throws Exception {
        ProcessSpec mine = spec(endless());
        RunningProcess one = launcher.start(marked(mine, "sweep-test/" + directoryOfTest() + "/a.1"));
        RunningProcess two = launcher.start(marked(mine, "sweep-test/" + directoryOfTest() + "/b.1"));
        RunningProcess other = launcher.start(marked(mine, "sweep-test/" + directoryOfTest() + "-other/a.1"));
        assertThat(launcher.sweep("sweep-test/" + directoryOfTest() + "/a", Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(isDead(one.pid())).isFalse();
        assertThat(launcher.sweep("sweep-test/" + directoryOfTest() + "/", Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(one.await(Optional.empty()).exitCode()).hasValue(143);
        assertThat(two.await(Optional.empty()).exitCode()).hasValue(143);
        assertThat(isDead(other.pid())).isFalse();
        other.stop(true);
        other.await(Optional.empty());
    }

    private static ProcessSpec marked(ProcessSpec spec, String mark) {
        return new ProcessSpec(
                spec.argv(), spec.directory(), spec.environment(), spec.input(), spec.log(), spec.masks(), mark);
    }

    @Test
    void without_setsid_and_proc_descendants_are_ended_and_the_rest_is_admitted() throws Exception {
        LocalProcessLauncher poor = new LocalProcessLauncher(Optional.empty(), Optional.empty(), SHORT);
        RunningProcess process = poor.start(spec(List.of("sh", "-c", "sleep 1000 & echo $! > pid; wait")));
        long child = pidIn("pid");
        process.stop(false);
        assertThat(process.await(Optional.empty()).survivors()).isEmpty();
        assertThat(isDead(child)).isTrue();
        assertThat(poor.isolation()).contains("setsid(1) was not found");
    }
}
