package dev.multistream.workspace;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.git.AddMode;
import dev.multistream.git.CommitOutcome;
import dev.multistream.git.GitRepository;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import dev.multistream.testing.TestProcessLauncher;
import dev.multistream.workspace.CleanPlan.Action;
import dev.multistream.workspace.CleanPlan.Subject;
import dev.multistream.workspace.WorkspaceCleaner.Candidate;
import dev.multistream.workspace.WorkspaceCleaner.Cleaned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkspaceCleanerTest {
    private static final BranchName BRANCH = new BranchName("harness/auth");
    private static final String PREFIX = "refs/harness/captured/run/auth/";

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path repo;
    private Path place;
    private GitRepository repository;
    private CommitId base;

    @BeforeEach
    void makeWorktree() throws Exception {
        repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        repository = GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), repo);
        base = repository.facts().requireHead();
        place = repo.resolve(".worktrees/auth");
        repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        repository.worktrees().markReady(place);
    }

    private List<Cleaned> clean(String... teardown) throws Exception {
        WorkspaceCleaner cleaner = new WorkspaceCleaner(repository, new TestProcessLauncher(), Runnable::run);
        CommandSurroundings surroundings = new CommandSurroundings(
                GitSandbox.environment(), dirs.fresh("log").resolve("log"), List.of(), "mark", Optional.empty());
        List<WorkspaceCommand> commands = java.util.Arrays.stream(teardown)
                .map(line -> new WorkspaceCommand(line, List.of("sh", "-c", line)))
                .toList();
        return cleaner.clean(
                new Candidate("auth", BRANCH, place, List.of(new BranchName("main")), PREFIX, commands, surroundings));
    }

    private static Map<Subject, String> kept(List<Cleaned> results) {
        return results.stream()
                .filter(result -> !result.done())
                .collect(Collectors.toMap(
                        result -> result.decision().subject(),
                        result -> result.decision().why()));
    }

    @Test
    void merged_work_is_removed_with_branch_worktree_and_trash() throws Exception {
        write(place, "file", "x");
        commit(place, "work");
        git(repo, "merge", "-q", BRANCH.value());
        Path witness = dirs.fresh("witness").resolve("torn-down");
        assertThat(clean("touch '" + witness + "'")).hasSize(2).allMatch(Cleaned::done);
        assertThat(witness).exists();
        assertThat(repo.resolve(".worktrees")).isEmptyDirectory();
        assertThat(repository.worktrees().list()).hasSize(1);
        assertThat(repository.refs().branchTip(BRANCH)).isEmpty();
        assertThat(clean()).noneMatch(Cleaned::done);
    }

    @Test
    void work_that_is_merged_nowhere_is_kept_and_said() throws Exception {
        commit(place, "work");
        Map<Subject, String> kept = kept(clean());
        assertThat(kept).containsOnlyKeys(Subject.WORKTREE, Subject.BRANCH);
        assertThat(kept.get(Subject.BRANCH)).contains("1 commit is in no other branch", "git branch -D");
        assertThat(place).isDirectory();
    }

    @Test
    void work_under_a_private_ref_may_go() throws Exception {
        CommitId work = new CommitId(commit(place, "work"));
        git(repo, "update-ref", PREFIX + "1", work.value());
        assertThat(clean()).allMatch(Cleaned::done);
        assertThat(git(repo, "rev-parse", PREFIX + "1")).isEqualTo(work.value());
    }

    @Test
    void uncommitted_changes_are_captured_first() throws Exception {
        write(place, "untracked", "x");
        List<Cleaned> results = clean();
        assertThat(results).allMatch(Cleaned::done);
        CommitOutcome.Captured captured = results.get(0).captured().orElseThrow();
        assertThat(repository.objects().entry(captured.commit(), new RepoPath("untracked")))
                .isPresent();
        assertThat(place).doesNotExist();
    }

    @Test
    void a_teardown_that_fails_is_said_and_what_it_leaves_is_captured() throws Exception {
        List<Cleaned> results = clean("echo x > leftover; exit 4");
        assertThat(results.get(0).notes()).singleElement().asString().contains("exit code 4");
        assertThat(results.get(0).captured()).isPresent();
    }

    @Test
    void a_locked_a_nested_and_an_unreadable_worktree_are_kept() throws Exception {
        git(repo, "worktree", "lock", "--reason", "mine", place.toString());
        assertThat(kept(clean()).get(Subject.WORKTREE)).contains("mine");
        git(repo, "worktree", "unlock", place.toString());
        commit(GitSandbox.init(place.resolve("nested")), "inner");
        assertThat(kept(clean()).get(Subject.WORKTREE)).contains("nested");
        TestDirs.delete(place.resolve("nested"));
        Files.writeString(place.resolve(".git"), "nonsense");
        assertThat(kept(clean()).get(Subject.WORKTREE)).contains("cannot be looked into");
        assertThat(repository.refs().branchTip(BRANCH)).contains(base);
    }

    @Test
    void a_missing_directory_is_unregistered() throws Exception {
        TestDirs.delete(place);
        assertThat(clean()).allMatch(Cleaned::done);
        assertThat(repository.worktrees().list()).hasSize(1);
    }

    @Test
    void a_worktree_on_another_branch_is_kept() throws Exception {
        git(place, "checkout", "-q", "-b", "something-else");
        assertThat(kept(clean())).containsKeys(Subject.WORKTREE, Subject.BRANCH);
    }

    @Test
    void a_branch_of_the_users_own_is_never_removed_but_its_worktree_is() throws Exception {
        git(repo, "update-ref", "-d", "refs/harness/made/" + BRANCH);
        commit(place, "work");
        List<Cleaned> results = clean();
        assertThat(results.get(0).decision().action()).isEqualTo(Action.REMOVE);
        assertThat(kept(results)).containsEntry(Subject.BRANCH, "harness did not make it");
        assertThat(place).doesNotExist();
        assertThat(repository.refs().branchTip(BRANCH)).isPresent();
    }
}
