package dev.multistream.workspace;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.git.AddMode;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.process.CommandRunner;
import dev.multistream.run.StepResult.Stage;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import dev.multistream.testing.TestProcessLauncher;
import dev.multistream.workspace.Preparation.CarryRefused;
import dev.multistream.workspace.Preparation.Ready;
import dev.multistream.workspace.Preparation.SetupFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceFactoryTest {
    private static final BranchName BRANCH = new BranchName("harness/auth");
    private static final int PARALLEL = 20;

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path repo;
    private GitRepository repository;
    private WorkspaceFactory factory;
    private CommitId base;
    private Path place;
    private Path log;

    @BeforeEach
    void makeRepository() throws Exception {
        repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        write(repo, ".gitignore", ".env*\ncache/\nlink\n");
        base = new CommitId(commit(repo, "ignore"));
        repository = open(new TestCommandRunner());
        factory = factory(repository);
        place = factory.place(".worktrees", new StreamId("auth"));
        log = dirs.fresh("log").resolve("setup.log");
    }

    private GitRepository open(CommandRunner runner) throws Exception {
        return GitRepository.discover(runner, GitSandbox.environment(), repo);
    }

    private static WorkspaceFactory factory(GitRepository repository) {
        InstantSource ticking = new InstantSource() {
            private long now;

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now += 10);
            }
        };
        return new WorkspaceFactory(repository, new TestProcessLauncher(), ticking);
    }

    private WorkspaceRequest request(List<String> carry, String... setup) {
        return request(place, BRANCH, carry, setup);
    }

    private WorkspaceRequest request(Path path, BranchName branch, List<String> carry, String... setup) {
        List<WorkspaceCommand> commands = new ArrayList<>();
        for (String line : setup) {
            commands.add(new WorkspaceCommand(line, List.of("sh", "-c", line)));
        }
        return new WorkspaceRequest(path, branch, base, AddMode.CREATE, carry, commands, surroundings());
    }

    private CommandSurroundings surroundings() {
        return new CommandSurroundings(
                GitSandbox.environment(), log, List.of(), "mark", Optional.of(Duration.ofMinutes(1)));
    }

    private void nothingIsLeft() throws Exception {
        assertThat(repository.refs().branchTip(BRANCH)).isEmpty();
        assertThat(repository.refs().list("refs/harness/")).isEmpty();
        assertThat(repository.worktrees().list()).hasSize(1);
        assertThat(place).doesNotExist();
    }

    @Test
    void a_worktree_is_furnished_and_each_piece_timed() throws Exception {
        write(repo, ".env", "A=1\n");
        write(repo, "cache/deep/file", "x");
        Preparation done =
                factory.prepare(request(List.of(".env", "cache", ".env.local"), "echo made > .env.made", "echo two"));
        assertThat(done).isInstanceOfSatisfying(Ready.class, ready -> {
            assertThat(ready.path()).isEqualTo(place);
            assertThat(ready.head()).isEqualTo(base);
            assertThat(ready.created()).isTrue();
            assertThat(ready.notes()).singleElement().asString().contains(".env.local");
        });
        assertThat(done.stages())
                .containsExactly(
                        new Stage("worktree", 10, 10),
                        new Stage("carry", 30, 10),
                        new Stage("setup 1", 50, 10),
                        new Stage("setup 2", 70, 10));
        assertThat(place.resolve(".env")).hasContent("A=1\n");
        assertThat(place.resolve("cache/deep/file")).exists();
        assertThat(place.resolve(".env.made")).exists();
        assertThat(log).hasContent("two\n");
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(git(repo, "worktree", "list", "--porcelain")).doesNotContain("locked");
    }

    @Test
    void nothing_tracked_is_overwritten_and_links_stay_links() throws Exception {
        write(repo, "README.md", "edited in the main worktree\n");
        Path outside = write(dirs.fresh("outside"), "secret", "x");
        Files.createSymbolicLink(repo.resolve("link"), outside);
        Files.createSymbolicLink(repo.resolve(".env.dir"), outside.getParent());
        Ready ready = (Ready) factory.prepare(request(List.of("README.md", "link", ".env.dir/secret", "src")));
        assertThat(place.resolve("README.md")).hasContent("hello\n");
        assertThat(Files.isSymbolicLink(place.resolve("link"))).isTrue();
        assertThat(place.resolve(".env.dir")).doesNotExist();
        assertThat(ready.notes()).hasSize(2);
        assertThat(git(place, "status", "--porcelain")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", ".git", "sub/.git/config", ".", ""})
    void a_path_that_leads_out_is_refused(String entry) throws Exception {
        Preparation refused = factory.prepare(request(List.of(entry)));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        CarryRefused.class, it -> assertThat(it.message()).contains("'" + entry + "'"));
        nothingIsLeft();
    }

    @Test
    void a_failed_setup_takes_everything_back() throws Exception {
        Preparation failed = factory.prepare(request(List.of(), "echo fine", "echo broken; exit 3", "echo never"));
        assertThat(failed).isInstanceOfSatisfying(SetupFailed.class, it -> {
            assertThat(it.exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(it.message()).contains("echo broken", "exit code 3", log.toString());
        });
        assertThat(failed.stages()).hasSize(3);
        assertThat(log).hasContent("fine\nbroken\n");
        nothingIsLeft();
    }

    @Test
    void a_setup_program_that_is_missing_is_a_failed_setup() throws Exception {
        WorkspaceRequest wanted = new WorkspaceRequest(
                place,
                BRANCH,
                base,
                AddMode.CREATE,
                List.of(),
                List.of(new WorkspaceCommand("no-such-program", List.of("no-such-program"))),
                surroundings());
        assertThat(factory.prepare(wanted))
                .isInstanceOfSatisfying(
                        SetupFailed.class, it -> assertThat(it.exitCode()).isEmpty());
        nothingIsLeft();
    }

    @Test
    void an_interrupted_preparation_takes_everything_back() throws Exception {
        Path pipe = dirs.fresh("pipe").resolve("started");
        WorkspaceRequest wanted =
                request(List.of(), "mkfifo '" + pipe + "'.in; touch '" + pipe + "'; cat '" + pipe + "'.in");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Preparation> running = threads.submit(() -> factory.prepare(wanted));
            while (!Files.exists(pipe)) {
                Thread.onSpinWait();
            }
            running.cancel(true);
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES))
                    .isTrue();
        }
        nothingIsLeft();
    }

    @Test
    void worktrees_and_reports_are_excluded_without_touching_a_tracked_file() throws Exception {
        assertThat(factory.exclude(".worktrees", List.of(new RepoPath("harness-report"))))
                .containsExactly(new RepoPath(".worktrees"), new RepoPath("harness-report"));
        assertThat(factory.exclude(".worktrees", List.of(new RepoPath("harness-report"))))
                .isEmpty();
        assertThat(factory.exclude("../elsewhere", List.of())).isEmpty();
        factory.prepare(request(List.of()));
        write(repo, "harness-report/index.html", "x");
        assertThat(git(repo, "status", "--porcelain")).isEmpty();
    }

    @Test
    void twenty_worktrees_at_once_leave_no_stray_branch_or_lock() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Callable<Preparation>> calls = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                WorkspaceRequest wanted = request(
                        factory.place(".worktrees", new StreamId("s" + i)), new BranchName("harness/s" + i), List.of());
                calls.add(() -> factory.prepare(wanted));
            }
            for (Future<Preparation> done : threads.invokeAll(calls)) {
                assertThat(done.get()).isInstanceOf(Ready.class);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(repository.worktrees().list())
                .hasSize(PARALLEL + 1)
                .allMatch(entry -> entry.lock().isEmpty());
        assertThat(repository.refs().list("refs/heads/")).hasSize(PARALLEL + 1);
        assertThat(git(repo, "config", "--local", "--list")).doesNotContain("branch.");
        try (var files = Files.walk(repo.resolve(".git"))) {
            assertThat(files.filter(path -> path.toString().endsWith(".lock"))).isEmpty();
        }
        for (int i = 0; i < PARALLEL; i++) {
            assertThat(git(repo.resolve(".worktrees/s" + i), "status", "--porcelain"))
                    .isEmpty();
        }
    }

    /** Fails the n-th command, before it runs or after it has. */
    private record Failing(CommandRunner real, AtomicInteger left, boolean afterwards) implements CommandRunner {
        @Override
        public Captured run(
                List<String> argv,
                Path directory,
                java.util.Map<String, String> environment,
                byte[] input,
                Duration timeout)
                throws dev.multistream.process.SpawnException, InterruptedException {
            boolean fails = left.decrementAndGet() == 0;
            if (fails && !afterwards) {
                return new Captured(128, new byte[0], "fatal: injected");
            }
            Captured captured = real.run(argv, directory, environment, input, timeout);
            return fails ? new Captured(128, new byte[0], "fatal: injected") : captured;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whichever_command_fails_nothing_is_left_or_the_next_preparation_heals_it(boolean afterwards) throws Exception {
        boolean passed = false;
        for (int n = 1; !passed; n++) {
            AtomicInteger left = new AtomicInteger(1_000_000);
            GitRepository failing = open(new Failing(new TestCommandRunner(), left, afterwards));
            left.set(n);
            try {
                passed = factory(failing).prepare(request(List.of(), "true")) instanceof Ready && left.get() > 0;
            } catch (GitException e) {
                assertThat(e).as("command " + n).hasMessageContaining("injected");
                assertThat(git(repo, "rev-parse", "main")).isEqualTo(base.value());
            }
            if (!passed) {
                assertThat(factory.prepare(request(List.of())))
                        .as("command " + n)
                        .isInstanceOf(Ready.class);
                assertThat(git(place, "status", "--porcelain")).isEmpty();
                assertThat(repository.worktrees().list()).as("command " + n).hasSize(2);
                repository.worktrees().remove(place);
                repository.refs().deleteBranch(BRANCH, base);
                TestDirs.delete(repo.resolve(".worktrees"));
                nothingIsLeft();
            }
        }
    }

    @Test
    void whichever_command_fails_what_was_made_is_taken_back_at_once_unless_taking_back_itself_failed()
            throws Exception {
        int commands = 0;
        boolean passed = false;
        for (int n = 1; !passed; n++) {
            AtomicInteger left = new AtomicInteger(1_000_000);
            GitRepository failing = open(new Failing(new TestCommandRunner(), left, false));
            left.set(n);
            try {
                passed = factory(failing).prepare(request(List.of(), "true")) instanceof Ready;
            } catch (GitException e) {
                nothingIsLeft();
                commands++;
            }
        }
        assertThat(commands).isPositive();
        assertThatThrownBy(() -> repository.refs().deleteBranch(BRANCH, base)).isInstanceOf(GitException.class);
    }
}
