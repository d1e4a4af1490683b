package dev.multistream.git;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublisherTest {
    private static final BranchName MAIN = new BranchName("main");
    private static final Signature BY = new Signature("Ann", "a@b", Instant.EPOCH);

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path repo;
    private GitRepository repository;
    private CommitId from;
    private CommitId to;

    @BeforeEach
    void makeRepository() throws Exception {
        repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        write(repo, ".gitignore", "*.env\n");
        write(repo, "gone.txt", "x\n");
        from = new CommitId(commit(repo, "from"));
        git(repo, "checkout", "-q", "-b", "work");
        write(repo, "src/app.txt", "1\nchanged\n");
        write(repo, "added/new file", "x\n");
        write(repo, "local.env.example", "x\n");
        Files.delete(repo.resolve("gone.txt"));
        to = new CommitId(commit(repo, "to"));
        git(repo, "checkout", "-q", "main");
        repository = GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), repo);
    }

    private static void refused(ThrowingCallable call, Kind kind, String... says) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(says);
    }

    private void untouched(String status) {
        assertThat(git(repo, "rev-parse", "main")).isEqualTo(from.value());
        assertThat(git(repo, "status", "--porcelain", "-uall")).isEqualTo(status);
    }

    @Test
    void a_branch_that_is_checked_out_nowhere_is_moved() throws Exception {
        git(repo, "checkout", "-q", "--detach");
        Publication done = repository.publisher().fastForward(MAIN, from, to);
        assertThat(done.worktree()).isEmpty();
        assertThat(git(repo, "rev-parse", "main")).isEqualTo(to.value());
        assertThat(repository.publisher().fastForward(MAIN, from, to).already()).isTrue();
    }

    @Test
    void a_clean_worktree_is_updated_with_its_branch() throws Exception {
        write(repo, "untracked", "left alone");
        Publication done = repository.publisher().fastForward(MAIN, from, to);
        assertThat(done.worktree()).contains(repo);
        assertThat(git(repo, "rev-parse", "HEAD")).isEqualTo(to.value());
        assertThat(git(repo, "status", "--porcelain")).isEqualTo("?? untracked");
        assertThat(repo.resolve("added/new file")).exists();
        assertThat(repo.resolve("gone.txt")).doesNotExist();
        assertThat(git(repo, "reflog", "-1", "main")).contains("harness: publish");
        Publication back = repository.publisher().moveBack(MAIN, to, from);
        assertThat(back.worktree()).contains(repo);
        untouched("?? untracked");
    }

    @Test
    void changed_files_are_a_refusal_with_the_command_to_run() {
        write(repo, "README.md", "edited\n");
        refused(
                () -> repository.publisher().fastForward(MAIN, from, to),
                Kind.DIRTY,
                repo.toString(),
                "README.md",
                "git merge --ff-only " + to);
        untouched(" M README.md");
        refused(() -> repository.publisher().moveBack(MAIN, from, to), Kind.DIRTY, "git reset --keep");
    }

    @Test
    void files_in_the_way_are_a_refusal_even_when_ignored() throws Exception {
        write(repo, "added/new file", "mine");
        refused(() -> repository.publisher().fastForward(MAIN, from, to), Kind.DIRTY, "added/new file");
        untouched("?? \"added/new file\"");
        TestDirs.delete(repo.resolve("added"));
        write(repo, "added", "a file where a directory is to be");
        refused(() -> repository.publisher().fastForward(MAIN, from, to), Kind.DIRTY, "added");
        assertThat(repo.resolve("added")).hasContent("a file where a directory is to be");
        Files.delete(repo.resolve("added"));
        write(repo, ".git/info/exclude", "added\n");
        write(repo, "added/new file", "ignored");
        refused(() -> repository.publisher().fastForward(MAIN, from, to), Kind.DIRTY, "added/new file");
        assertThat(repo.resolve("added/new file")).hasContent("ignored");
        untouched("");
    }

    @Test
    void a_target_that_moved_is_refused() {
        git(repo, "branch", "-f", "other");
        String later = commit(repo, "somebody else");
        refused(() -> repository.publisher().fastForward(MAIN, from, to), Kind.MOVED, "main");
        assertThat(git(repo, "rev-parse", "main")).isEqualTo(later);
    }

    @Test
    void what_does_not_descend_is_refused() {
        refused(() -> repository.publisher().fastForward(MAIN, to, from), Kind.NOT_FAST_FORWARD, "main");
        refused(
                () -> repository.publisher().fastForward(new BranchName("nope"), from, to),
                Kind.BRANCH_MISSING,
                "nope");
    }

    @Test
    void an_update_cut_off_between_files_and_ref_is_finished() throws Exception {
        git(repo, "read-tree", "-m", "-u", from.value(), to.value());
        repository.publisher().fastForward(MAIN, from, to);
        assertThat(git(repo, "rev-parse", "main")).isEqualTo(to.value());
        assertThat(git(repo, "status", "--porcelain")).isEmpty();
    }

    @Test
    void a_branch_checked_out_in_a_linked_worktree_is_updated_there() throws Exception {
        git(repo, "checkout", "-q", "--detach");
        Path linked = dirs.fresh("linked").resolve("it");
        git(repo, "worktree", "add", "-q", linked.toString(), "main");
        assertThat(repository.publisher().fastForward(MAIN, from, to).worktree())
                .contains(linked);
        assertThat(git(linked, "status", "--porcelain")).isEmpty();
        assertThat(linked.resolve("added/new file")).exists();
    }

    @Test
    void a_revert_takes_back_a_range_under_later_work() throws Exception {
        git(repo, "merge", "-q", "--ff-only", "work");
        write(repo, "README.md", "later work\n");
        CommitId tip = new CommitId(commit(repo, "later"));
        CommitId revert = repository.publisher().revert(from, to, tip, "Revert checkpoint week-2", BY);
        repository.publisher().fastForward(MAIN, tip, revert);
        assertThat(repo.resolve("README.md")).hasContent("later work\n");
        assertThat(repo.resolve("gone.txt")).exists();
        assertThat(repo.resolve("added")).doesNotExist();
        assertThat(git(repo, "log", "-1", "--format=%s %P")).isEqualTo("Revert checkpoint week-2 " + tip);
    }

    @Test
    void a_revert_that_conflicts_with_later_work_is_refused() {
        git(repo, "merge", "-q", "--ff-only", "work");
        write(repo, "src/app.txt", "1\nchanged again\n");
        CommitId tip = new CommitId(commit(repo, "later"));
        refused(() -> repository.publisher().revert(from, to, tip, "x", BY), Kind.CONFLICT, "src/app.txt");
    }
}
