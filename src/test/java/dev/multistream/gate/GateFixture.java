package dev.multistream.gate;

import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.FileChange.Kind;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.Place;
import dev.multistream.model.RepoPath;
import dev.multistream.model.Template;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.run.StreamWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** A worktree, a gate and a request about it, said briefly. */
final class GateFixture {
    static final CommitId BASE = new CommitId("a".repeat(40));
    static final CommitId HEAD = new CommitId("b".repeat(40));

    final Path worktree;
    final Path log;
    private GateSpec.Check check = new GateSpec.Changed(List.of());
    private List<String> argv = List.of();
    private List<String> reports = List.of();
    private final List<FileChange> files = new ArrayList<>();
    private int retries;
    private boolean flakyFails;
    private Optional<Duration> timeout = Optional.empty();

    GateFixture(Path directory) {
        try {
            worktree = Files.createDirectories(directory.resolve("work tree"));
            log = directory.resolve("gate.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandSpec command(String line) {
        return new CommandSpec.Shell(Template.literal(line));
    }

    GateFixture shell(String line) {
        return command(new GateSpec.Run(command(line)), "sh", "-c", line);
    }

    GateFixture command(GateSpec.Check what, String... words) {
        check = what;
        argv = List.of(words);
        return this;
    }

    GateFixture reports(String... globs) {
        reports = List.of(globs);
        return this;
    }

    GateFixture changed(Kind kind, String path, int added, int deleted) {
        Optional<RepoPath> old = kind == Kind.RENAMED ? Optional.of(new RepoPath("old/" + path)) : Optional.empty();
        files.add(new FileChange(new RepoPath(path), old, kind, added, deleted, false));
        return this;
    }

    GateFixture retries(int more) {
        retries = more;
        return this;
    }

    GateFixture flakyFails() {
        flakyFails = true;
        return this;
    }

    GateFixture timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    GateRequest request() {
        GateSpec gate = new GateSpec(
                new GateName("unit"),
                new Place("harness.yaml", 1, 1),
                check,
                reports,
                Map.of(),
                timeout,
                OptionalInt.of(retries),
                flakyFails);
        StreamWork work = new StreamWork(BASE, HEAD, List.of(), 0, files);
        return new GateRequest(
                gate,
                argv,
                worktree,
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                log,
                "run/step/1",
                List.of(),
                work,
                retries,
                timeout);
    }

    GateResult judge() throws InterruptedException {
        return judge(NO_TREES);
    }

    GateResult judge(ScratchTrees trees) throws InterruptedException {
        return new GateRunner(new LocalProcessLauncher(Graces.DEFAULT), trees, ticking())
                .judge(request(), new GateStop());
    }

    String logged() throws IOException {
        return Files.readString(log);
    }

    /** A clock that is a second later each time it is asked. */
    static InstantSource ticking() {
        AtomicLong seconds = new AtomicLong();
        return () -> Instant.ofEpochSecond(seconds.getAndIncrement());
    }

    static final ScratchTrees NO_TREES = (base, head, tests) -> {
        throw new ScratchTreeException("there are no trees here", new IOException());
    };
}
