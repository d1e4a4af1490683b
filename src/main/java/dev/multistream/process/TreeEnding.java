package dev.multistream.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The end of a set of processes: time to end by themselves, TERM, grace, KILL, and a look whether they are gone.
 *
 * <p>The set is looked up again and again, because members fork while they are being ended. The kernel tells nobody of
 * the death of processes that are not its children, so the looks are repeated with pauses that grow from 1 to 50 ms;
 * that goes on only while there is something to end.
 *
 * <p>Thread-safe: one end at a time, a second caller waits for the first. Interrupts do not disturb it: whoever ends
 * processes wants to know that they are gone.
 */
final class TreeEnding {
    private static final long SHORTEST_PAUSE = 1;
    private static final long LONGEST_PAUSE = 50;

    private final Supplier<List<ProcessHandle>> members;
    private final Duration kill;
    /** Open once the grace is over for everybody. */
    private final CountDownLatch hurry = new CountDownLatch(1);

    /** @param kill how long is waited for death after KILL */
    TreeEnding(Supplier<List<ProcessHandle>> members, Duration kill) {
        this.members = members;
        this.kill = kill;
    }

    /**
     * What came of it.
     *
     * @param asked how many processes had to be told to end
     * @param survivors the pids of those that live even so
     */
    record Report(int asked, List<Long> survivors) {}

    /** Ends the grace of an end that is going on, and of any later one. */
    void hurry() {
        hurry.countDown();
    }

    /**
     * Ends everything.
     *
     * @param linger how long members may end by themselves before they are told to
     * @param grace between TERM and KILL
     */
    synchronized Report end(Duration linger, Duration grace) {
        Course course = new Course(linger, grace);
        boolean interrupted = Thread.interrupted();
        while (true) {
            List<ProcessHandle> left = members.get();
            if (left.isEmpty() || course.isOver()) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return new Report(
                        course.asked.size(),
                        left.stream().map(ProcessHandle::pid).toList());
            }
            course.signal(left);
            interrupted |= pause(course.nextPause());
        }
    }

    /** One end: when what is due, and who was told already. */
    private final class Course {
        private final Set<ProcessHandle> asked = new HashSet<>();
        private final Set<ProcessHandle> killed = new HashSet<>();
        private final long termAt;
        private long killAt;
        private long nextPause = SHORTEST_PAUSE;

        Course(Duration linger, Duration grace) {
            termAt = System.nanoTime() + linger.toNanos();
            killAt = termAt + grace.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() - killAt - kill.toNanos() >= 0;
        }

        void signal(List<ProcessHandle> left) {
            long now = System.nanoTime();
            if (now - killAt < 0 && isHurried()) {
                killAt = now;
            }
            if (now - killAt >= 0) {
                for (ProcessHandle process : left) {
                    asked.add(process);
                    if (killed.add(process)) {
                        // A refusal (already dead, not permitted) shows at the next look.
                        process.destroyForcibly();
                        nextPause = SHORTEST_PAUSE;
                    }
                }
            } else if (now - termAt >= 0) {
                for (ProcessHandle process : left) {
                    if (asked.add(process)) {
                        process.destroy();
                        nextPause = SHORTEST_PAUSE;
                    }
                }
            }
        }

        long nextPause() {
            long pause = nextPause;
            nextPause = Math.min(2 * pause, LONGEST_PAUSE);
            return pause;
        }
    }

    private boolean isHurried() {
        return hurry.getCount() == 0;
    }

    /**
     * Lets the processes act; cut short by {@link #hurry}, once.
     *
     * @return whether the thread was interrupted meanwhile
     */
    private boolean pause(long millis) {
        try {
            boolean before = isHurried();
            boolean now = hurry.await(millis, TimeUnit.MILLISECONDS);
            if (before && now) {
                Thread.sleep(millis);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
