package dev.multistream.process;

/** Starts programs in a session of their own, so that their whole tree can be ended. Thread-safe. */
public interface ProcessLauncher {
    /**
     * Starts a program.
     *
     * @throws SpawnException when it could not be started: not found, not executable, no directory, no memory
     */
    RunningProcess start(ProcessSpec spec) throws SpawnException;

    /**
     * Ends every process on this machine that carries the mark (or any mark beginning with it, when it ends in a
     * slash), as left behind by a harness that died. TERM, grace, KILL, then looks again.
     *
     * @return the processes that survived even that
     */
    java.util.List<Long> sweep(String mark, java.time.Duration grace) throws InterruptedException;
}
