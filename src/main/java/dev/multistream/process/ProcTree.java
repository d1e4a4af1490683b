package dev.multistream.process;

import dev.multistream.process.ProcFiles.Stat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A tree as {@code /proc} shows it.
 *
 * <p>A process is a member when its session is the leader's, when its environment carries the mark (it may have left
 * the session), when its parent is a member, or when it was a member at an earlier look. What escapes all four has
 * left the session, cleared its environment and lost its parent before anybody looked.
 *
 * <p><b>The cheap proof.</b> Steps such as {@code /bin/true} live for less than a millisecond, and reading all of
 * {@code /proc} after each would cost more than they do. Pids are given out in ascending order, so every descendant
 * has a pid between the leader's and the newest one; only those few are looked at. Beyond {@link #CHEAP_RANGE} pids,
 * or when pids have wrapped round, there is no proof and everything is read.
 */
final class ProcTree implements ProcessTree {
    private static final int CHEAP_RANGE = 256;
    private static final long FIRST_LOOK = Duration.ofMillis(50).toNanos();
    private static final int KTHREADD = 2;

    private final ProcFiles files;
    private final ProcessHandle program;
    private final long leader;
    private final Optional<String> mark;
    private final boolean ownSession;
    /** Members seen so far and their start times, against reuse of their pids. */
    private final Map<Long, Long> known = new HashMap<>();

    private boolean looked;
    /** When the leader started, in ticks; 0 while unknown. Nothing older can be a member. */
    private long since;

    /** @param ownSession whether the program leads a session of its own */
    ProcTree(ProcFiles files, ProcessHandle program, Optional<String> mark, boolean ownSession) {
        this.files = files;
        this.program = program;
        this.leader = program.pid();
        this.mark = mark;
        this.ownSession = ownSession;
    }

    @Override
    public long look() {
        if (!looked) {
            looked = true;
            return FIRST_LOOK;
        }
        since = files.stat(leader).map(Stat::start).orElse(0L);
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isProvenEmpty() {
        OptionalLong newest = files.newest();
        if (newest.isEmpty() || newest.getAsLong() < leader || newest.getAsLong() - leader > CHEAP_RANGE) {
            return false;
        }
        for (long pid = leader + 1; pid <= newest.getAsLong(); pid++) {
            if (files.stat(pid).filter(this::mayBeMember).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private boolean mayBeMember(Stat stat) {
        if (stat.isDead() || stat.parent() == KTHREADD || (ownSession && stat.session() == files.ourSession())) {
            // No process can enter a session that exists: what is in ours was not started by a leader of its own.
            return false;
        }
        if (stat.session() == leader) {
            return true;
        }
        byte[] environ = files.environ(stat.pid());
        // Empty: cleared, or in the middle of an exec.
        return environ.length == 0 || isMarked(environ);
    }

    private boolean isMarked(byte[] environ) {
        return mark.isPresent() && ProcFiles.markIn(environ).equals(mark);
    }

    @Override
    public List<ProcessHandle> members() {
        List<Stat> candidates = new ArrayList<>();
        Set<Long> members = new HashSet<>();
        for (Stat stat : files.all()) {
            if (stat.start() >= since) {
                candidates.add(stat);
                if (isMember(stat)) {
                    members.add(stat.pid());
                }
            }
        }
        addChildren(candidates, members);
        List<ProcessHandle> living = new ArrayList<>();
        for (Stat stat : candidates) {
            if (members.contains(stat.pid()) && !stat.isDead()) {
                known.put(stat.pid(), stat.start());
                handle(files, stat).ifPresent(living::add);
            }
        }
        return living;
    }

    private boolean isMember(Stat stat) {
        return stat.session() == leader
                || (stat.pid() == leader && program.isAlive())
                || Long.valueOf(stat.start()).equals(known.get(stat.pid()))
                || (mark.isPresent() && !stat.isDead() && isMarked(files.environ(stat.pid())));
    }

    /** Adds whatever has a member as its parent, until there is no more. */
    static void addChildren(List<Stat> candidates, Set<Long> members) {
        boolean grown = !members.isEmpty();
        while (grown) {
            grown = false;
            for (Stat stat : candidates) {
                grown |= members.contains(stat.parent()) && members.add(stat.pid());
            }
        }
    }

    /** A handle on exactly the process that was seen: the JDK guards its signals by the start time from then on. */
    static Optional<ProcessHandle> handle(ProcFiles files, Stat seen) {
        Optional<ProcessHandle> handle = ProcessHandle.of(seen.pid());
        return files.stat(seen.pid()).filter(now -> now.start() == seen.start()).isPresent()
                ? handle
                : Optional.empty();
    }
}
