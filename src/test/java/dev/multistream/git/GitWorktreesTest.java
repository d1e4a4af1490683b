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
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitWorktreesTest {
    private static final BranchName BRANCH = new BranchName("harness/auth");

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path repo;
    private GitRepository repository;
    private CommitId base;
    private Path place;

    @BeforeEach
    void makeRepository() throws Exception {
        open(RepositoryGenerator.awkward(dirs.fresh("repo ü")));
    }

    private void open(Path directory) throws Exception {
        repo = directory;
        repository = GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), repo);
        base = repository.facts().requireHead();
        place = repository.facts().root().resolve(".worktrees/-my tree ü");
    }

    private AddedWorktree create() throws Exception {
        AddedWorktree added = repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        repository.worktrees().markReady(place);
        return added;
    }

    private static void refused(ThrowingCallable call, Kind kind, String... says) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(says);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(repository.refs().branchTip(BRANCH)).isEmpty();
        assertThat(repository.refs().madeFrom(BRANCH)).isEmpty();
        assertThat(repository.worktrees().at(place)).isEmpty();
        assertThat(place).doesNotExist();
    }

    @Test
    void a_worktree_is_made_on_a_new_branch_at_exactly_the_base() throws Exception {
        write(repo, "crlf.txt", "dirty main worktree");
        commit(repo, "the base is not the tip any more");
        AddedWorktree added = create();
        assertThat(added).isEqualTo(new AddedWorktree(place, BRANCH, base, true, false));
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(git(place, "rev-parse", "HEAD")).isEqualTo(base.value());
        assertThat(git(place, "symbolic-ref", "HEAD")).isEqualTo(BRANCH.ref());
        assertThat(repository.refs().madeFrom(BRANCH)).contains(base);
        assertThat(git(repo, "config", "--list", "--local")).doesNotContain("branch.");
        assertThat(repository.worktrees().at(place).flatMap(WorktreeEntry::lock))
                .isEmpty();
        assertThat(git(repo, "fsck", "--no-dangling")).isEmpty();
    }

    @Test
    void a_branch_that_exists_is_refused_or_continued_as_asked() throws Exception {
        git(repo, "branch", BRANCH.value());
        refused(this::create, Kind.BRANCH_EXISTS, "harness/auth");
        commit(repo, "main goes on");
        AddedWorktree added = repository
                .worktrees()
                .add(place, BRANCH, new CommitId(git(repo, "rev-parse", "main")), AddMode.CONTINUE);
        assertThat(added.head()).isEqualTo(base);
        assertThat(added.branchCreated()).isFalse();
        repository.worktrees().takeBack(added, base);
        assertThat(repository.refs().branchTip(BRANCH)).contains(base);
        assertThat(place).doesNotExist();
    }

    @Test
    void a_branch_that_does_not_exist_cannot_be_continued() {
        refused(
                () -> repository.worktrees().add(place, BRANCH, base, AddMode.CONTINUE),
                Kind.BRANCH_MISSING,
                "harness/auth");
    }

    @Test
    void a_branch_checked_out_elsewhere_is_refused_naming_the_place() throws Exception {
        git(repo, "checkout", "-q", "-b", BRANCH.value());
        refused(
                () -> repository.worktrees().add(place, BRANCH, base, AddMode.CONTINUE),
                Kind.BRANCH_IN_USE,
                repo.toString());
    }

    @Test
    void the_same_request_again_finds_the_worktree_that_is_there() throws Exception {
        create();
        write(place, "untracked.txt", "kept");
        assertThat(create()).isEqualTo(new AddedWorktree(place, BRANCH, base, false, true));
        assertThat(place.resolve("untracked.txt")).exists();
        commit(place, "work");
        refused(this::create, Kind.BRANCH_EXISTS, place.toString());
        assertThat(repository
                        .worktrees()
                        .add(place, BRANCH, base, AddMode.CONTINUE)
                        .existed())
                .isTrue();
    }

    @Test
    void a_stale_registration_is_forgotten_and_no_other_one() throws Exception {
        create();
        Path other = repo.resolve(".worktrees/other");
        git(repo, "worktree", "add", "-q", "-b", "other", other.toString());
        TestDirs.delete(place);
        TestDirs.delete(other);
        AddedWorktree added = create();
        assertThat(added.existed()).isFalse();
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(repository.worktrees().at(other)).isPresent();
    }

    @Test
    void a_stale_registration_of_the_branch_elsewhere_is_forgotten() throws Exception {
        Path elsewhere = repo.resolve(".worktrees/elsewhere");
        git(repo, "branch", BRANCH.value());
        git(repo, "worktree", "add", "-q", elsewhere.toString(), BRANCH.value());
        TestDirs.delete(elsewhere);
        assertThat(repository
                        .worktrees()
                        .add(place, BRANCH, base, AddMode.CONTINUE)
                        .head())
                .isEqualTo(base);
        assertThat(repository.worktrees().at(elsewhere)).isEmpty();
    }

    @Test
    void a_locked_registration_is_refused_with_its_reason() throws Exception {
        create();
        git(repo, "worktree", "lock", "--reason", "on a stick", place.toString());
        TestDirs.delete(place);
        refused(this::create, Kind.WORKTREE, "on a stick", "git worktree unlock");
    }

    @Test
    void a_directory_that_is_not_ours_is_refused_and_left() throws Exception {
        write(place, "precious", "x");
        refused(this::create, Kind.WORKTREE, place.toString());
        assertThat(place.resolve("precious")).hasContent("x");
        assertThat(repository.refs().branchTip(BRANCH)).isEmpty();
    }

    @Test
    void a_worktree_of_another_branch_at_the_place_is_refused() throws Exception {
        git(repo, "worktree", "add", "-q", "-b", "other", place.toString());
        refused(this::create, Kind.WORKTREE, "'other'");
    }

    @Test
    void an_empty_directory_is_good_enough() throws Exception {
        Files.createDirectories(place);
        assertThat(create().branchCreated()).isTrue();
    }

    @Test
    void a_half_made_worktree_is_taken_back_and_made_anew() throws Exception {
        repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        Files.delete(place.resolve("crlf.txt"));
        CommitId later = new CommitId(commit(repo, "later"));
        AddedWorktree added = repository.worktrees().add(place, BRANCH, later, AddMode.CREATE);
        assertThat(added).isEqualTo(new AddedWorktree(place, BRANCH, later, true, false));
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(place.resolveSibling(".trash")).doesNotExist();
    }

    @Test
    void what_git_left_when_it_died_in_the_middle_is_taken_back() throws Exception {
        repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        Path admin = AdminDirectories.of(repository.facts().commonDirectory())
                .forWorktree(place)
                .orElseThrow();
        Files.writeString(admin.resolve("locked"), "initializing");
        assertThat(create().branchCreated()).isTrue();
    }

    @Test
    void a_worktree_that_is_taken_back_leaves_nothing() throws Exception {
        AddedWorktree added = repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        repository.worktrees().takeBack(added, base);
        nothingIsLeft();
    }

    @Test
    void a_branch_with_work_in_it_is_never_taken_back() throws Exception {
        AddedWorktree added = repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        CommitId work = new CommitId(commit(place, "by a setup command"));
        repository.worktrees().takeBack(added, base);
        assertThat(repository.refs().branchTip(BRANCH)).contains(work);
    }

    @Test
    void a_bare_and_a_shallow_repository_have_worktrees_too() throws Exception {
        Path bare = dirs.fresh("bare").resolve("it.git");
        git(repo, "clone", "-q", "--bare", repo.toString(), bare.toString());
        Path shallow = dirs.fresh("shallow").resolve("it");
        commit(repo, "more");
        git(repo, "clone", "-q", "--depth=1", "file://" + repo, shallow.toString());
        for (Path directory : new Path[] {bare, shallow}) {
            open(directory);
            assertThat(create().head()).isEqualTo(base);
            assertThat(git(place, "status", "--porcelain")).isEmpty();
        }
    }

    @Test
    void submodules_sha256_and_lfs_pointers_do_not_stand_in_the_way() throws Exception {
        Path sha256 = GitSandbox.init(dirs.fresh("sha256"), "--object-format=sha256");
        write(sha256, "a", "b");
        commit(sha256, "first");
        for (Path directory : new Path[] {
            RepositoryGenerator.withSubmodule(dirs.fresh("modules")),
            RepositoryGenerator.withLfsPointer(dirs.fresh("lfs")),
            sha256
        }) {
            open(directory);
            assertThat(create().head()).isEqualTo(base);
            assertThat(repository.worktree(place).status().isClean()).isTrue();
        }
    }

    @Test
    void removal_renames_away_and_unregisters() throws Exception {
        create();
        Optional<Path> rest = repository.worktrees().remove(place);
        assertThat(place).doesNotExist();
        assertThat(repository.worktrees().at(place)).isEmpty();
        assertThat(rest).isPresent();
        FileTree.delete(rest.get());
        assertThat(rest.get()).doesNotExist();
    }

    @Test
    void a_branch_that_is_checked_out_or_has_moved_is_not_deleted() throws Exception {
        create();
        refused(() -> repository.refs().deleteBranch(BRANCH, base), Kind.BRANCH_IN_USE, place.toString());
        CommitId work = new CommitId(commit(place, "work"));
        repository.worktrees().remove(place);
        refused(() -> repository.refs().deleteBranch(BRANCH, base), Kind.MOVED, BRANCH.ref());
        repository.refs().deleteBranch(BRANCH, work);
        assertThat(repository.refs().list("refs/harness/")).isEmpty();
    }

    @Test
    void the_integration_worktree_is_made_switched_kept_healed_and_removed() throws Exception {
        Path path = repository.facts().commonDirectory().resolve("harness/integration/it");
        IntegrationWorktree integration = repository.integration(path);
        write(repo, ".git/info/exclude", "cache/\n");
        CommitId second = new CommitId(commit(repo, "second"));
        integration.switchTo(second);
        write(path, "cache/x", "kept");
        write(path, "left/over", "gone");
        write(path, "crlf.txt", "changed");
        integration.switchTo(base);
        integration.switchTo(second);
        assertThat(git(path, "status", "--porcelain")).isEmpty();
        assertThat(path.resolve("cache/x")).exists();
        Files.writeString(Path.of(git(path, "rev-parse", "--absolute-git-dir")).resolve("index"), "broken");
        integration.switchTo(base);
        assertThat(git(path, "rev-parse", "HEAD")).isEqualTo(base.value());
        TestDirs.delete(path);
        integration.switchTo(second);
        assertThat(git(path, "status", "--porcelain")).isEmpty();
        integration.remove();
        assertThat(repository.worktrees().list()).hasSize(1);
        assertThat(path).doesNotExist();
    }
}
