package dev.multistream.git;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets changes of one repository happen one after another, in the order of asking.
 *
 * <p>Guards refs, the list of worktrees and shared configuration against other threads of this process; against other
 * processes git's own lock files do.
 */
final class MutationLock {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Something that changes the repository. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws GitException, InterruptedException;
    }

    <T> T during(Change<T> change) throws GitException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return change.make();
        } finally {
            lock.unlock();
        }
    }
}
