package dev.multistream.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Linux's {@code /proc}, as far as process trees need it: {@code stat}, {@code environ} and the newest pid.
 *
 * <p>Format: proc(5). Whatever vanishes while it is read counts as not there. Stateless and thread-safe.
 */
final class ProcFiles {
    /**
     * One process, or one thread when asked for by its thread id.
     *
     * @param state the letter of proc(5), such as {@code S} or {@code Z}
     * @param threads of the whole process
     * @param start clock ticks after boot; with the pid it identifies a process
     */
    record Stat(long pid, char state, long parent, long session, long threads, long start) {
        /** Whether it is dead; a process whose main thread alone has ended shows as a zombie and is not. */
        boolean isDead() {
            return state == 'X' || state == 'x' || (state == 'Z' && threads <= 1);
        }
    }

    private static final int STAT_BYTES = 1024;
    private static final int MAX_ENVIRON = 4 << 20;

    private final File root;
    private final long ourSession;

    private ProcFiles(File root) {
        this.root = root;
        this.ourSession = stat(ProcessHandle.current().pid()).map(Stat::session).orElse(-1L);
    }

    /** The machine's {@code /proc}; empty where there is none, or where it shows another pid namespace than ours. */
    static Optional<ProcFiles> open() {
        Path self = Path.of("/proc/self");
        try {
            String pid = Files.readSymbolicLink(self).toString();
            return pid.equals(Long.toString(ProcessHandle.current().pid()))
                    ? Optional.of(new ProcFiles(new File("/proc")))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The session that harness itself runs in. */
    long ourSession() {
        return ourSession;
    }

    Optional<Stat> stat(long pid) {
        File file = new File(root, pid + "/stat");
        // Asked first: a missing file is the usual case, and the exception for it would cost five times as much.
        if (!file.exists()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[STAT_BYTES];
        try (FileInputStream in = new FileInputStream(file)) {
            return parse(pid, bytes, in.read(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The program's name stands in brackets and may itself contain brackets and spaces: fields count from the last. */
    static Optional<Stat> parse(long pid, byte[] bytes, int length) {
        int at = length - 1;
        while (at >= 0 && bytes[at] != ')') {
            at--;
        }
        if (at < 0 || at + 2 >= length) {
            return Optional.empty();
        }
        String[] fields = new String(bytes, at + 2, length - at - 2, StandardCharsets.US_ASCII).split(" ", 21);
        if (fields.length < 21) {
            return Optional.empty();
        }
        // proc(5) counts from 1 and the state is its field 3: ppid 4, session 6, num_threads 20, starttime 22.
        return Optional.of(new Stat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[17]),
                Long.parseLong(fields[19])));
    }

    /** Every process that can be seen now. */
    List<Stat> all() {
        String[] names = root.list();
        List<Stat> stats = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                stat(Long.parseLong(name)).ifPresent(stats::add);
            }
        }
        return stats;
    }

    /**
     * The pid (or thread id) given out last in our pid namespace: field 5 of {@code loadavg}. Pids are given out in
     * ascending order until they wrap round.
     */
    OptionalLong newest() {
        byte[] bytes = new byte[128];
        try (FileInputStream in = new FileInputStream(new File(root, "loadavg"))) {
            String text = new String(bytes, 0, Math.max(0, in.read(bytes)), StandardCharsets.US_ASCII).trim();
            return OptionalLong.of(Long.parseLong(text.substring(text.lastIndexOf(' ') + 1)));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The environment a process was started with, as {@code NAME=value} each ended by NUL; empty if unreadable. */
    byte[] environ(long pid) {
        File file = new File(root, pid + "/environ");
        if (!file.canRead()) {
            return new byte[0];
        }
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readNBytes(MAX_ENVIRON);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The mark in an environment, if it carries one. */
    static Optional<String> markIn(byte[] environ) {
        byte[] wanted = (ProcessSpec.MARK_VARIABLE + "=").getBytes(StandardCharsets.US_ASCII);
        int from = 0;
        while (from < environ.length) {
            int end = from;
            while (end < environ.length && environ[end] != 0) {
                end++;
            }
            int value = from + wanted.length;
            if (value <= end && Arrays.equals(environ, from, value, wanted, 0, wanted.length)) {
                return Optional.of(new String(environ, value, end - value, StandardCharsets.UTF_8));
            }
            from = end + 1;
        }
        return Optional.empty();
    }
}
