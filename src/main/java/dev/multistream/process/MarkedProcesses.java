package dev.multistream.process;

import dev.multistream.process.ProcFiles.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All processes that carry a mark, and what belongs to them: their descendants and the sessions that they lead.
 *
 * <p>Used by one thread.
 */
final class MarkedProcesses {
    private final ProcFiles files;
    private final String mark;
    private final Map<Long, Long> known = new HashMap<>();

    /** @param mark a whole mark, or the beginning of marks when it ends in a slash */
    MarkedProcesses(ProcFiles files, String mark) {
        this.files = files;
        this.mark = mark;
    }

    List<ProcessHandle> members() {
        long self = ProcessHandle.current().pid();
        List<Stat> all = files.all();
        Set<Long> members = new HashSet<>();
        for (Stat stat : all) {
            if (stat.pid() != self && isMarked(stat)) {
                members.add(stat.pid());
            }
        }
        for (Stat stat : all) {
            if (stat.session() != files.ourSession() && members.contains(stat.session())) {
                members.add(stat.pid());
            }
        }
        ProcTree.addChildren(all, members);
        members.remove(self);
        List<ProcessHandle> living = new ArrayList<>();
        for (Stat stat : all) {
            if (members.contains(stat.pid()) && !stat.isDead()) {
                known.put(stat.pid(), stat.start());
                ProcTree.handle(files, stat).ifPresent(living::add);
            }
        }
        return living;
    }

    private boolean isMarked(Stat stat) {
        if (Long.valueOf(stat.start()).equals(known.get(stat.pid()))) {
            return true;
        }
        Optional<String> found = stat.isDead() ? Optional.empty() : ProcFiles.markIn(files.environ(stat.pid()));
        return found.filter(value -> mark.endsWith("/") ? value.startsWith(mark) : value.equals(mark))
                .isPresent();
    }
}
