package dev.multistream.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program on this machine and its tree. */
final class LocalProcess implements RunningProcess {
    /** How long output is waited for once the tree is gone. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Process process;
    private final ProcessTree tree;
    private final TreeEnding ending;
    private final Graces graces;
    private final Optional<LogPump> pump;

    /** Guarded by this. */
    private boolean stopped;

    LocalProcess(Process process, ProcessTree tree, Graces graces, Optional<LogPump> pump) {
        this.process = process;
        this.tree = tree;
        this.graces = graces;
        this.pump = pump;
        this.ending = new TreeEnding(tree::members, graces.kill());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Ended await(Optional<Duration> timeout) throws InterruptedException {
        try {
            boolean timedOut = !awaitProgram(timeout);
            TreeEnding.Report report = endTree(timedOut || isStopped());
            if (pump.isPresent()) {
                pump.get().finish(DRAIN);
            }
            return new Ended(exitCode(), timedOut, isStopped(), report.asked(), report.survivors());
        } catch (InterruptedException e) {
            ending.hurry();
            ending.end(Duration.ZERO, Duration.ZERO);
            throw e;
        }
    }

    /** @return whether it ended in time */
    private boolean awaitProgram(Optional<Duration> timeout) throws InterruptedException {
        long begin = System.nanoTime();
        long allowed = timeout.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (true) {
            long left = allowed - (System.nanoTime() - begin);
            if (process.waitFor(Math.min(left, tree.look()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (System.nanoTime() - begin >= allowed) {
                return false;
            }
        }
    }

    private TreeEnding.Report endTree(boolean all) {
        if (all) {
            // Told to end together, so nobody outlived anybody. An end that stop() began is waited for.
            return new TreeEnding.Report(
                    0, ending.end(Duration.ZERO, graces.stop()).survivors());
        }
        if (tree.isProvenEmpty()) {
            return new TreeEnding.Report(0, List.of());
        }
        return ending.end(graces.linger(), graces.stray());
    }

    private OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public void stop(boolean atOnce) {
        if (atOnce) {
            ending.hurry();
        }
        synchronized (this) {
            if (stopped || !process.isAlive()) {
                // Already being ended, or ended by itself and await() sees to what it left.
                return;
            }
            stopped = true;
        }
        Thread stopper = new Thread(() -> ending.end(Duration.ZERO, graces.stop()), "stop-" + process.pid());
        stopper.setDaemon(true);
        stopper.start();
    }
}
