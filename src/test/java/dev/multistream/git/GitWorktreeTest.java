package dev.multistream.git;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.tryGit;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.git.CommitOutcome.Committed;
import dev.multistream.git.CommitOutcome.Refused;
import dev.multistream.git.CommitOutcome.Why;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.CommitSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitWorktreeTest {
    private static final BranchName BRANCH = new BranchName("harness/auth");
    private static final String PREFIX = "refs/harness/captured/run/auth/";

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private Path repo;
    private Path place;
    private GitRepository repository;
    private GitWorktree worktree;
    private CommitId base;

    @BeforeEach
    void makeWorktree() throws Exception {
        repo = RepositoryGenerator.awkward(dirs.fresh("repo"));
        repository = GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), repo);
        base = repository.facts().requireHead();
        place = repo.resolve(".worktrees/auth");
        repository.worktrees().add(place, BRANCH, base, AddMode.CREATE);
        repository.worktrees().markReady(place);
        worktree = repository.worktree(place);
    }

    private CommitOutcome commitAll(CommitSpec how) throws Exception {
        return worktree.commitAll(
                new CommitRequest(BRANCH, "auth: work left by agents", repository.identity(), how, PREFIX));
    }

    private CommitOutcome commitAll() throws Exception {
        return commitAll(CommitSpec.DEFAULT);
    }

    @Test
    void everything_that_an_agent_left_is_committed_but_what_is_ignored() throws Exception {
        write(place, ".gitignore", "*.log\n");
        write(place, "debug.log", "x");
        write(place, "new\nfile", "x");
        write(place, "crlf.txt", "changed\n");
        Files.delete(place.resolve(":colon"));
        git(place, "mv", "--", "-leading-dash", "moved");
        CommitOutcome outcome = commitAll();
        assertThat(outcome).isInstanceOf(Committed.class);
        assertThat(repository.refs().branchTip(BRANCH)).contains(((Committed) outcome).commit());
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(git(place, "log", "-1", "--format=%an|%s|%P"))
                .isEqualTo("Ann Author|auth: work left by agents|" + base);
        assertThat(repository.objects().listTree(((Committed) outcome).commit()).stream()
                        .map(RepoPath::value))
                .contains("new\nfile", "moved")
                .doesNotContain("debug.log", ":colon", "-leading-dash");
        assertThat(commitAll()).isInstanceOf(CommitOutcome.Nothing.class);
    }

    @Test
    void harness_commits_in_its_own_name_when_the_user_has_none() throws Exception {
        git(repo, "config", "--unset", "user.name");
        write(place, "file", "x");
        assertThat(commitAll()).isInstanceOf(Committed.class);
        assertThat(git(place, "log", "-1", "--format=%an <%ae>")).isEqualTo("harness <harness@localhost>");
    }

    @Test
    void hooks_run_only_when_the_file_says_so_and_their_no_loses_nothing() throws Exception {
        Path hook = write(repo, ".git/hooks/pre-commit", "#!/bin/sh\necho no such thing >&2\nexit 1\n");
        hook.toFile().setExecutable(true);
        write(place, "file", "x");
        CommitOutcome outcome = commitAll(new CommitSpec(true, false, true));
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Why.DECLINED);
            assertThat(refused.detail()).contains("no such thing");
            assertThat(refused.captured()).isPresent();
        });
        assertThat(repository.refs().branchTip(BRANCH)).contains(base);
        assertThat(commitAll()).isInstanceOf(Committed.class);
    }

    @Test
    void in_the_middle_of_a_merge_nothing_is_committed_and_everything_kept() throws Exception {
        git(place, "checkout", "-q", "-b", "other");
        write(place, "crlf.txt", "theirs\n");
        CommitId theirs = new CommitId(commit(place, "theirs"));
        git(place, "checkout", "-q", BRANCH.value());
        write(place, "crlf.txt", "ours\n");
        CommitId ours = new CommitId(commit(place, "ours"));
        assertThat(tryGit(place, "merge", "other").exitCode()).isEqualTo(1);
        write(place, "untracked", "x");
        String before = git(place, "status", "--porcelain=v2");
        CommitOutcome outcome = commitAll();
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Why.OPERATION);
            assertThat(refused.captured()).isPresent();
        });
        CommitId kept = ((Refused) outcome).captured().orElseThrow().commit();
        assertThat(repository.objects().parentsOf(kept)).contains(ours, theirs);
        assertThat(repository.objects().entry(kept, new RepoPath("untracked"))).isPresent();
        assertThat(git(place, "status", "--porcelain=v2")).isEqualTo(before);
    }

    @Test
    void on_a_detached_head_the_work_is_kept_and_reported() throws Exception {
        git(place, "checkout", "-q", "--detach");
        CommitId detached = new CommitId(commit(place, "work on no branch"));
        CommitOutcome clean = commitAll();
        assertThat(clean).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Why.OTHER_BRANCH);
            assertThat(refused.detail()).contains("no branch");
            assertThat(refused.captured().map(CommitOutcome.Captured::commit)).contains(detached);
        });
        write(place, "file", "x");
        CommitId kept = ((Refused) commitAll()).captured().orElseThrow().commit();
        assertThat(repository.objects().parentsOf(kept)).containsExactly(detached);
        assertThat(repository.refs().list(PREFIX)).containsOnlyKeys(PREFIX + "1", PREFIX + "2");
    }

    @Test
    void a_repository_inside_the_worktree_is_reported_and_not_committed() throws Exception {
        GitSandbox.init(place.resolve("empty nested"));
        commit(GitSandbox.init(place.resolve("nested")), "inner");
        write(place, "file", "x");
        CommitOutcome outcome = commitAll();
        assertThat(outcome).isInstanceOf(Committed.class);
        assertThat(outcome.nested()).contains(new RepoPath("nested"));
        assertThat(git(place, "ls-tree", "-r", "HEAD")).doesNotContain("160000").contains("file");
    }

    @Test
    void a_capture_changes_neither_index_nor_head_nor_files() throws Exception {
        write(place, "crlf.txt", "staged\n");
        git(place, "add", "crlf.txt");
        write(place, "crlf.txt", "edited\n");
        write(place, "untracked ü", "x");
        Path index = Path.of(git(place, "rev-parse", "--absolute-git-dir")).resolve("index");
        byte[] before = Files.readAllBytes(index);
        String refs = git(repo, "for-each-ref", "refs/heads");
        CommitOutcome.Captured captured = worktree.capture(PREFIX, "snapshot").orElseThrow();
        assertThat(captured.ref()).isEqualTo(PREFIX + "1");
        assertThat(Files.readAllBytes(index)).isEqualTo(before);
        assertThat(git(repo, "for-each-ref", "refs/heads")).isEqualTo(refs);
        assertThat(git(repo, "stash", "list")).isEmpty();
        assertThat(repository
                        .objects()
                        .readFile(captured.commit(), new RepoPath("crlf.txt"), 100)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("edited\n");
        assertThat(repository.objects().entry(captured.commit(), new RepoPath("untracked ü")))
                .isPresent();
        assertThat(repository.facts().commonDirectory().resolve("harness/tmp")).isEmptyDirectory();
    }

    @Test
    void an_edit_of_the_same_size_in_the_same_moment_is_captured() throws Exception {
        for (int i = 0; i < 10; i++) {
            write(place, "tick", "a" + i);
            git(place, "add", "tick");
            write(place, "tick", "b" + i);
            CommitId kept = worktree.capture(PREFIX, "snapshot").orElseThrow().commit();
            assertThat(repository
                            .objects()
                            .readFile(kept, new RepoPath("tick"), 100)
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .contains("b" + i);
        }
    }

    @Test
    void a_clean_worktree_has_nothing_to_capture() throws Exception {
        assertThat(worktree.capture(PREFIX, "snapshot")).isEmpty();
        assertThat(worktree.status().isClean()).isTrue();
    }

    @Test
    void a_reset_captures_first_and_leaves_ignored_files() throws Exception {
        write(place, ".gitignore", "*.log\n");
        CommitId work = new CommitId(commit(place, "work"));
        write(place, "debug.log", "kept");
        write(place, "crlf.txt", "changed\n");
        write(place, "untracked", "x");
        git(place, "checkout", "-q", "--detach");
        Optional<CommitOutcome.Captured> kept = worktree.captureAndReset(BRANCH, work, PREFIX, "before a retry");
        assertThat(kept).isPresent();
        assertThat(worktree.status().isClean()).isTrue();
        assertThat(worktree.status().branch()).contains(BRANCH);
        assertThat(place.resolve("debug.log")).exists();
        assertThat(repository.objects().entry(kept.get().commit(), new RepoPath("untracked")))
                .isPresent();
    }

    @Test
    void commits_that_a_reset_leaves_behind_are_kept() throws Exception {
        CommitId work = new CommitId(commit(place, "work"));
        Optional<CommitOutcome.Captured> kept = worktree.captureAndReset(BRANCH, base, PREFIX, "back");
        assertThat(kept.map(CommitOutcome.Captured::commit)).contains(work);
        assertThat(repository.refs().branchTip(BRANCH)).contains(base);
    }

    @Test
    void a_reset_ends_an_unfinished_rebase() throws Exception {
        write(place, "crlf.txt", "one\n");
        CommitId one = new CommitId(commit(place, "one"));
        git(repo, "checkout", "-q", "-b", "upstream", base.value());
        write(repo, "crlf.txt", "two\n");
        commit(repo, "two");
        assertThat(tryGit(place, "rebase", "upstream").exitCode()).isNotZero();
        assertThat(worktree.status().operation()).contains("rebase");
        assertThat(commitAll()).isInstanceOf(Refused.class);
        worktree.captureAndReset(BRANCH, one, PREFIX, "back");
        assertThat(worktree.status().isClean()).isTrue();
        assertThat(git(place, "rev-parse", "HEAD")).isEqualTo(one.value());
    }

    @Test
    void a_missing_or_stolen_worktree_is_refused() throws Exception {
        Path other = RepositoryGenerator.plain(dirs.fresh("other"));
        Files.writeString(place.resolve(".git"), "gitdir: " + other.resolve(".git") + "\n");
        assertThatThrownBy(() -> repository.worktree(place)).hasMessageContaining(".git");
        TestDirs.delete(place);
        assertThatThrownBy(() -> repository.worktree(place)).hasMessageContaining("missing");
    }
}
