package dev.multistream.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Plays programs on threads, without processes; programs are known by {@code argv[0]}. */
public final class FakeProcessLauncher implements ProcessLauncher {
    /** What a program does; interrupted when it is to end. Its answer is the exit code. */
    @FunctionalInterface
    public interface Program {
        int run(ProcessSpec spec, PrintStream out) throws InterruptedException, IOException;
    }

    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final List<ProcessSpec> started = new CopyOnWriteArrayList<>();
    private final List<String> swept = new CopyOnWriteArrayList<>();
    private final AtomicLong pids = new AtomicLong(1_000_000);

    /** Installs a program. */
    public FakeProcessLauncher with(String name, Program program) {
        programs.put(name, program);
        return this;
    }

    /** What was started so far, in order. */
    public List<ProcessSpec> started() {
        return List.copyOf(started);
    }

    /** The marks that were swept so far, in order. */
    public List<String> swept() {
        return List.copyOf(swept);
    }

    @Override
    public RunningProcess start(ProcessSpec spec) throws SpawnException {
        if (!Files.isDirectory(spec.directory())) {
            throw new SpawnException("the directory " + spec.directory() + " does not exist", false);
        }
        Program program = programs.get(spec.argv().get(0));
        if (program == null) {
            throw new SpawnException("program '" + spec.argv().get(0) + "' was not found in PATH", true);
        }
        started.add(spec);
        return new Running(pids.incrementAndGet(), spec, program);
    }

    @Override
    public List<Long> sweep(String mark, Duration grace) {
        swept.add(mark);
        return List.of();
    }

    private static final class Running implements RunningProcess {
        private final long pid;
        private final Thread thread;
        private volatile int exitCode;
        private volatile boolean stopped;

        Running(long pid, ProcessSpec spec, Program program) {
            this.pid = pid;
            this.thread = new Thread(() -> play(spec, program), "fake-" + pid);
            thread.start();
        }

        private void play(ProcessSpec spec, Program program) {
            try {
                ByteArrayOutputStream printed = new ByteArrayOutputStream();
                try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                    exitCode = program.run(spec, out);
                } catch (InterruptedException e) {
                    exitCode = 143;
                }
                String text = printed.toString(StandardCharsets.UTF_8);
                for (String mask : spec.masks()) {
                    text = text.replace(mask, "***");
                }
                Files.writeString(spec.log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public Ended await(Optional<Duration> timeout) throws InterruptedException {
            thread.join(timeout.map(Duration::toMillis).orElse(0L));
            boolean timedOut = thread.isAlive();
            if (timedOut) {
                thread.interrupt();
                thread.join();
            }
            return new Ended(OptionalInt.of(exitCode), timedOut, stopped, 0, List.of());
        }

        @Override
        public void stop(boolean atOnce) {
            if (thread.isAlive()) {
                stopped = true;
                thread.interrupt();
            }
        }
    }
}
