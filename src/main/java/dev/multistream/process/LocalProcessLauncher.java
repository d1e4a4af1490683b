package dev.multistream.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts programs on this machine.
 *
 * <p>Each program leads a session of its own, made by setsid(1) (the JDK cannot): a Ctrl-C in harness' terminal does
 * not reach it, it cannot ask for passwords there, and its tree is known by its session. Without setsid(1), or without
 * {@code /proc}, {@link #isolation} says what is lost.
 *
 * <p>Standard output and error go straight to the log file, which the program appends to itself; only when there are
 * secrets to mask do they pass through harness.
 */
public final class LocalProcessLauncher implements ProcessLauncher {
    private static final List<Path> SETSID = List.of(
            Path.of("/usr/bin/setsid"),
            Path.of("/bin/setsid"),
            Path.of("/usr/local/bin/setsid"),
            Path.of("/opt/homebrew/opt/util-linux/bin/setsid"));
    private static final File NOTHING = new File("/dev/null");

    private final Optional<String> setsid;
    private final Optional<ProcFiles> proc;
    private final Graces graces;

    /** Uses the best that this machine has. */
    public LocalProcessLauncher(Graces graces) {
        this(SETSID.stream().filter(Files::isExecutable).findFirst(), ProcFiles.open(), graces);
    }

    LocalProcessLauncher(Optional<Path> setsid, Optional<ProcFiles> proc, Graces graces) {
        this.setsid = setsid.map(Path::toString);
        this.proc = proc;
        this.graces = graces;
    }

    /** How well trees are owned on this machine, in one sentence for {@code doctor}. */
    public String isolation() {
        if (setsid.isEmpty()) {
            return "setsid(1) was not found: programs share harness' session, and a Ctrl-C reaches them directly";
        }
        return proc.isPresent()
                ? "each program leads its own session; its tree is found by session, mark and parents"
                : "no /proc of our own: of a program's tree only what stays its descendant is found";
    }

    @Override
    public RunningProcess start(ProcessSpec spec) throws SpawnException {
        ProcessBuilder builder = builder(spec.argv(), spec.directory(), spec.environment());
        builder.environment().put(ProcessSpec.MARK_VARIABLE, spec.mark());
        builder.redirectErrorStream(true);
        if (spec.input().isEmpty()) {
            builder.redirectInput(NOTHING);
        }
        boolean direct = spec.masks().stream().allMatch(String::isEmpty);
        if (direct) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            return begin(spec, spawn(builder, spec), Optional.empty());
        }
        OutputStream log = openLog(spec);
        Process process;
        try {
            process = spawn(builder, spec);
        } catch (SpawnException e) {
            closeQuietly(log);
            throw e;
        }
        OutputStream masked = new MaskingStream(log, spec.masks());
        return begin(spec, process, Optional.of(new LogPump(process.getInputStream(), masked, "log-" + process.pid())));
    }

    private RunningProcess begin(ProcessSpec spec, Process process, Optional<LogPump> pump) {
        spec.input().ifPresent(input -> feed(process, input));
        ProcessTree tree = ProcessTree.of(process.toHandle(), Optional.of(spec.mark()), setsid.isPresent(), proc);
        return new LocalProcess(process, tree, graces, pump);
    }

    /** Everything about a program but its streams; checked, so that what is missing is known as missing. */
    ProcessBuilder builder(List<String> argv, Path directory, Map<String, String> environment) throws SpawnException {
        if (!Files.isDirectory(directory)) {
            throw new SpawnException(
                    "the directory " + directory + " to run '" + argv.get(0) + "' in does not exist", false);
        }
        String name = argv.get(0);
        Path program = ProgramFinder.find(name, directory, Optional.ofNullable(environment.get("PATH")));
        List<String> command = new ArrayList<>(argv.size() + 1);
        if (setsid.isPresent()) {
            command.add(setsid.get());
            // A name that looks like an option would be taken as one by setsid.
            command.add(name.startsWith("-") ? program.toAbsolutePath().toString() : name);
        } else {
            // The JDK searches our PATH, not the program's.
            command.add(name.indexOf('/') >= 0 ? name : program.toAbsolutePath().toString());
        }
        command.addAll(argv.subList(1, argv.size()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        try {
            builder.environment().putAll(environment);
        } catch (IllegalArgumentException e) {
            throw new SpawnException("the environment of '" + name + "' is not valid: " + e.getMessage(), false, e);
        }
        return builder;
    }

    private static OutputStream openLog(ProcessSpec spec) throws SpawnException {
        try {
            return new java.io.FileOutputStream(spec.log().toFile(), true);
        } catch (IOException e) {
            throw new SpawnException("the log " + spec.log() + " cannot be opened: " + e.getMessage(), false, e);
        }
    }

    private static Process spawn(ProcessBuilder builder, ProcessSpec spec) throws SpawnException {
        return spawn(builder, spec.argv().get(0));
    }

    static Process spawn(ProcessBuilder builder, String name) throws SpawnException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SpawnException("'" + name + "' could not be started: " + e.getMessage(), false, e);
        } catch (IllegalArgumentException e) {
            // The JDK's answer to a NUL character in an argument.
            throw new SpawnException("'" + name + "' could not be started: " + e.getMessage(), false, e);
        }
    }

    /** On a thread of its own: a program may read late, or never. */
    static void feed(Process process, byte[] input) {
        Thread feeder = new Thread(() -> feedNow(process, input), "stdin-" + process.pid());
        feeder.setDaemon(true);
        feeder.start();
    }

    private static void feedNow(Process process, byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // EPIPE: it does not want to read (all of) it, which is its right.
            return;
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written; the reason why the program did not start is the one to tell.
            return;
        }
    }

    Optional<ProcFiles> proc() {
        return proc;
    }

    boolean ownsSessions() {
        return setsid.isPresent();
    }

    @Override
    public List<Long> sweep(String mark, Duration grace) throws InterruptedException {
        if (proc.isEmpty()) {
            return List.of();
        }
        MarkedProcesses marked = new MarkedProcesses(proc.get(), mark);
        List<Long> survivors = new TreeEnding(marked::members, graces.kill())
                .end(Duration.ZERO, grace)
                .survivors();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return survivors;
    }
}
