package dev.multistream.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs short commands on this machine.
 *
 * <p>Each leads its own session, like every program of harness: git can neither be hit by a Ctrl-C in the middle of a
 * change nor ask for a password in the terminal. On a time-out or an interrupt the whole tree is killed.
 *
 * <p>Not made with Apache Commons Exec: its watchdog kills the direct child only, and its call then hangs until the
 * last grandchild closes the output (31 s instead of 0.7 s for {@code sh -c "sleep 31 & sleep 31"}), which is what a
 * hung {@code git fetch} with its {@code ssh} looks like. It also has no way to be interrupted, and is slower.
 */
public final class LocalCommandRunner implements CommandRunner {
    private static final int ERROR_TAIL = 64 << 10;
    /** How long output is waited for that a process left behind still holds open. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final LocalProcessLauncher launcher;
    private final Duration kill;

    public LocalCommandRunner(Graces graces) {
        this.launcher = new LocalProcessLauncher(graces);
        this.kill = graces.kill();
    }

    @Override
    public Captured run(
            List<String> argv, Path directory, Map<String, String> environment, byte[] input, Duration timeout)
            throws SpawnException, InterruptedException {
        ProcessBuilder builder = launcher.builder(argv, directory, environment);
        if (input.length == 0) {
            builder.redirectInput(new java.io.File("/dev/null"));
        }
        Process process = LocalProcessLauncher.spawn(builder, argv.get(0));
        Tail stdout = new Tail(Integer.MAX_VALUE);
        Tail stderr = new Tail(ERROR_TAIL);
        LogPump outPump = new LogPump(process.getInputStream(), stdout, "stdout-" + process.pid());
        LogPump errPump = new LogPump(process.getErrorStream(), stderr, "stderr-" + process.pid());
        boolean done = false;
        try {
            if (input.length > 0) {
                LocalProcessLauncher.feed(process, input);
            }
            done = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!done) {
                endTree(process);
            }
        }
        outPump.finish(DRAIN);
        errPump.finish(DRAIN);
        if (!done) {
            throw new CommandTimeoutException("'" + String.join(" ", argv) + "' did not end within " + timeout
                    + " and was killed" + said(stderr));
        }
        return new Captured(process.exitValue(), stdout.toByteArray(), stderr.text());
    }

    private void endTree(Process process) {
        ProcessTree tree =
                ProcessTree.of(process.toHandle(), Optional.empty(), launcher.ownsSessions(), launcher.proc());
        new TreeEnding(tree::members, kill).end(Duration.ZERO, Duration.ZERO);
    }

    private static String said(Tail stderr) {
        String text = stderr.text().strip();
        return text.isEmpty() ? "" : "; it last said: " + text.substring(Math.max(0, text.length() - 500));
    }

    /** The end of what was written. */
    private static final class Tail extends ByteArrayOutputStream {
        private final int most;

        Tail(int most) {
            this.most = most;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (count > 2L * most) {
                System.arraycopy(buf, count - most, buf, 0, most);
                count = most;
            }
        }

        synchronized String text() {
            return new String(Arrays.copyOfRange(buf, Math.max(0, count - most), count), StandardCharsets.UTF_8);
        }
    }
}
