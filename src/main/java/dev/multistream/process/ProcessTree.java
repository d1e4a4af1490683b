package dev.multistream.process;

import java.util.List;
import java.util.Optional;

/**
 * The processes that one program started, as they can be seen now.
 *
 * <p>Not thread-safe: whoever ends the tree uses it alone.
 */
interface ProcessTree {
    /**
     * A cheap proof, just after the program itself has ended, that nothing of its tree is left.
     *
     * @return false for "do not know, look properly"
     */
    boolean isProvenEmpty();

    /** The members that live now, the program itself included; what is dead but not yet collected does not live. */
    List<ProcessHandle> members();

    /**
     * Looks once while the program runs, for later.
     *
     * @return nanoseconds until it wants to look again; {@link Long#MAX_VALUE} for never
     */
    long look();

    /**
     * The tree below a process of ours; by {@code /proc} where there is one, else by what the JDK tells.
     *
     * @param mark carried by the environment of every member
     * @param ownSession whether the process leads a session of its own
     */
    static ProcessTree of(ProcessHandle program, Optional<String> mark, boolean ownSession, Optional<ProcFiles> proc) {
        return proc.<ProcessTree>map(files -> new ProcTree(files, program, mark, ownSession))
                .orElseGet(() -> new HandleTree(program));
    }
}
