package dev.multistream.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A tree as {@link ProcessHandle} tells it, for systems without {@code /proc}.
 *
 * <p>A child whose parent has died is no descendant any more, so descendants are collected twice a second while the
 * program runs. What starts and detaches itself in between is missed: this is weaker than {@link ProcTree}.
 */
final class HandleTree implements ProcessTree {
    private static final long EVERY = Duration.ofMillis(500).toNanos();

    private final ProcessHandle leader;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    HandleTree(ProcessHandle leader) {
        this.leader = leader;
        known.add(leader);
    }

    @Override
    public boolean isProvenEmpty() {
        return members().isEmpty();
    }

    @Override
    public List<ProcessHandle> members() {
        collect();
        return known.stream().filter(ProcessHandle::isAlive).toList();
    }

    @Override
    public long look() {
        collect();
        return EVERY;
    }

    private void collect() {
        for (ProcessHandle process : List.copyOf(known)) {
            if (process.isAlive()) {
                process.descendants().forEach(known::add);
            } else if (!process.equals(leader)) {
                known.remove(process);
            }
        }
    }
}
