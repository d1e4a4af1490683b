package dev.multistream.git;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.FileChange;
import dev.multistream.git.GitException.Kind;
import dev.multistream.git.RepositoryFacts.ObjectFormat;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner;
import dev.multistream.process.CommandRunner.Captured;
import dev.multistream.process.SpawnException;
import dev.multistream.run.StreamWork;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitRepositoryTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private static GitRepository open(Path directory) throws Exception {
        return GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), directory);
    }

    @Test
    void a_plain_repository_is_found_from_a_directory_inside_it() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("a b ü"));
        RepositoryFacts facts = open(repo.resolve("src")).facts();
        assertThat(facts.mainWorktree()).contains(repo);
        assertThat(facts.commonDirectory()).isEqualTo(repo.resolve(".git"));
        assertThat(facts.branch()).contains(new BranchName("main"));
        assertThat(facts.head()).contains(new CommitId(git(repo, "rev-parse", "HEAD")));
        assertThat(facts.isBare()).isFalse();
        assertThat(facts.shallow()).isFalse();
        assertThat(facts.format()).isEqualTo(ObjectFormat.SHA1);
    }

    @Test
    void a_linked_worktree_leads_to_the_main_one() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        Path linked = dirs.fresh("linked").resolve("it");
        git(repo, "worktree", "add", "-q", "-b", "side", linked.toString());
        RepositoryFacts facts = open(linked).facts();
        assertThat(facts.mainWorktree()).contains(repo);
        assertThat(facts.here()).contains(linked);
        assertThat(facts.branch()).contains(new BranchName("side"));
    }

    @Test
    void a_bare_a_shallow_and_a_sha256_repository_are_told_apart() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        commit(repo, "second");
        Path bare = dirs.fresh("bare").resolve("it.git");
        git(repo, "clone", "-q", "--bare", repo.toString(), bare.toString());
        Path shallow = dirs.fresh("shallow").resolve("it");
        git(repo, "clone", "-q", "--depth=1", "file://" + repo, shallow.toString());
        Path sha256 = GitSandbox.init(dirs.fresh("sha256"), "--object-format=sha256");
        commit(sha256, "first");
        assertThat(open(bare).facts().isBare()).isTrue();
        assertThat(open(bare).facts().root()).isEqualTo(bare);
        assertThat(open(shallow).facts().shallow()).isTrue();
        assertThat(open(sha256).facts().format()).isEqualTo(ObjectFormat.SHA256);
        assertThat(open(sha256).facts().head()).isPresent();
    }

    @Test
    void a_repository_without_a_commit_is_refused_with_the_command_to_run() throws Exception {
        RepositoryFacts facts = open(GitSandbox.init(dirs.fresh("unborn"))).facts();
        assertThat(facts.branch()).contains(new BranchName("main"));
        assertThatThrownBy(facts::requireHead)
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNBORN))
                .hasMessageContaining("git commit");
    }

    @Test
    void a_detached_head_has_no_branch() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        git(repo, "checkout", "-q", "--detach");
        assertThat(open(repo).facts().branch()).isEmpty();
    }

    @Test
    void a_directory_that_is_no_repository_is_refused() {
        Path directory = dirs.fresh("nothing");
        assertThatThrownBy(() -> open(directory))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REPOSITORY));
    }

    @Test
    void an_old_git_is_refused_naming_both_versions() {
        CommandRunner old = (argv, directory, environment, input, timeout) ->
                new Captured(0, "git version 2.34.1\n".getBytes(StandardCharsets.UTF_8), "");
        assertThatThrownBy(() -> GitRepository.discover(old, Map.of(), dirs.fresh("repo")))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.VERSION))
                .hasMessageContaining("2.34.1")
                .hasMessageContaining("2.39");
    }

    @Test
    void a_missing_git_is_said_to_be_missing() {
        CommandRunner none = (argv, directory, environment, input, timeout) -> {
            throw new SpawnException("git: not found", true, new java.io.IOException());
        };
        assertThatThrownBy(() -> GitRepository.discover(none, Map.of(), dirs.fresh("repo")))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROGRAM));
    }

    @Test
    void variables_of_a_hook_do_not_lead_to_another_repository() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        Path other = RepositoryGenerator.plain(dirs.fresh("other"));
        Map<String, String> environment = new LinkedHashMap<>(GitSandbox.environment());
        environment.put("GIT_DIR", other.resolve(".git").toString());
        environment.put("GIT_INDEX_FILE", other.resolve(".git/index").toString());
        GitRepository repository = GitRepository.discover(new TestCommandRunner(), environment, repo);
        assertThat(repository.facts().commonDirectory()).isEqualTo(repo.resolve(".git"));
    }

    @Test
    void the_identity_is_the_users_else_harness() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        assertThat(open(repo).identity()).isEqualTo(new GitIdentity("Ann Author", "ann@example.org", true));
        git(repo, "config", "--unset", "user.email");
        assertThat(open(repo).identity()).isEqualTo(GitIdentity.HARNESS);
    }

    @Test
    void a_lock_of_another_program_is_waited_for() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        CommandRunner real = new TestCommandRunner();
        int[] refused = {0};
        CommandRunner busy = (argv, directory, environment, input, timeout) -> {
            if (argv.contains("update-ref") && refused[0]++ < 2) {
                return new Captured(128, new byte[0], "fatal: Unable to create '/x/packed-refs.lock': File exists.\n");
            }
            return real.run(argv, directory, environment, input, timeout);
        };
        GitRepository repository = GitRepository.discover(busy, GitSandbox.environment(), repo);
        CommitId head = repository.facts().requireHead();
        repository.refs().update(List.of(RefChange.create("refs/heads/new", head)), "test");
        assertThat(repository.refs().branchTip(new BranchName("new"))).contains(head);
    }

    @Test
    void commitishes_resolve_and_nonsense_does_not() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        String second = commit(repo, "second");
        git(repo, "tag", "-a", "-m", "x", "v1");
        GitObjects objects = open(repo).objects();
        assertThat(objects.resolve("v1")).contains(new CommitId(second));
        assertThat(objects.resolve("HEAD~1")).isPresent();
        assertThat(objects.resolve("main")).contains(new CommitId(second));
        assertThat(objects.resolve("--all")).isEmpty();
        assertThat(objects.resolve("no such")).isEmpty();
        assertThat(objects.resolve("")).isEmpty();
    }

    @Test
    void awkward_names_come_through_exactly() throws Exception {
        Path repo = RepositoryGenerator.awkward(dirs.fresh("repo"));
        GitRepository repository = open(repo);
        CommitId head = repository.facts().requireHead();
        assertThat(repository.objects().listTree(head).stream().map(RepoPath::value))
                .containsAll(RepositoryGenerator.AWKWARD_NAMES);
        for (String name : RepositoryGenerator.AWKWARD_NAMES) {
            Optional<byte[]> content = repository.objects().readFile(head, new RepoPath(name), 1000);
            assertThat(content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .contains("content of\n" + name + "\n");
        }
        assertThat(repository.objects().entry(head, new RepoPath("link")).map(FileVersion::mode))
                .contains("120000");
        assertThat(repository.objects().readFile(head, new RepoPath("crlf.txt"), 3))
                .isEmpty();
    }

    @Test
    void the_work_of_a_branch_is_told_with_renames_types_and_binaries() throws Exception {
        Path repo = RepositoryGenerator.awkward(dirs.fresh("repo"));
        GitRepository repository = open(repo);
        CommitId base = repository.facts().requireHead();
        git(repo, "mv", "--", "-leading-dash", "tab\tnew.txt");
        write(repo, "quote\"and\\back.txt", "content of\nsomething else\nmore\n");
        write(repo, "binary.dat", "a\0b\0d");
        Files.delete(repo.resolve(":colon"));
        Files.delete(repo.resolve("link"));
        write(repo, "link", "now a file\n");
        repo.resolve("crlf.txt").toFile().setExecutable(true);
        write(repo, "new\nfile", "x\n");
        CommitId head = new CommitId(commit(repo, "Work: \"quoted\" — ü\n\nbody"));
        StreamWork work = repository.history().work(base, head);
        assertThat(work.commitCount()).isEqualTo(1);
        assertThat(work.commits())
                .containsExactly(new StreamWork.Commit(
                        head, "Ann Author", Instant.ofEpochSecond(1_700_000_000), "Work: \"quoted\" — ü"));
        assertThat(work.files())
                .containsExactlyInAnyOrder(
                        change("tab\tnew.txt", Optional.of("-leading-dash"), FileChange.Kind.RENAMED, 0, 0, false),
                        change("quote\"and\\back.txt", Optional.empty(), FileChange.Kind.MODIFIED, 2, 1, false),
                        change("binary.dat", Optional.empty(), FileChange.Kind.MODIFIED, 0, 0, true),
                        change(":colon", Optional.empty(), FileChange.Kind.DELETED, 0, 2, false),
                        change("link", Optional.empty(), FileChange.Kind.TYPE_CHANGED, 1, 1, false),
                        change("crlf.txt", Optional.empty(), FileChange.Kind.TYPE_CHANGED, 0, 0, false),
                        change("new\nfile", Optional.empty(), FileChange.Kind.ADDED, 1, 0, false));
    }

    private static FileChange change(
            String path, Optional<String> old, FileChange.Kind kind, int added, int deleted, boolean binary) {
        return new FileChange(new RepoPath(path), old.map(RepoPath::new), kind, added, deleted, binary);
    }

    @Test
    void at_most_200_commits_are_listed_but_all_are_counted() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        GitRepository repository = open(repo);
        CommitId base = repository.facts().requireHead();
        Signature by = new Signature("A", "a@b", Instant.EPOCH);
        CommitId tip = base;
        for (int i = 0; i < 203; i++) {
            tip = repository.objects().commitTree(repository.objects().treeOf(base), List.of(tip), "c" + i, by, by);
        }
        StreamWork work = repository.history().work(base, tip);
        assertThat(work.commits()).hasSize(200);
        assertThat(work.commits().get(0).subject()).isEqualTo("c202");
        assertThat(work.commitCount()).isEqualTo(203);
        assertThat(work.files()).isEmpty();
    }

    @Test
    void a_commit_made_twice_from_the_same_things_has_the_same_name() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        GitObjects objects = open(repo).objects();
        CommitId head = new CommitId(git(repo, "rev-parse", "HEAD"));
        Signature by = new Signature("Zoë", "z@b", Instant.ofEpochSecond(42));
        CommitId once = objects.commitTree(objects.treeOf(head), List.of(head), "Merge", by, by);
        assertThat(objects.commitTree(objects.treeOf(head), List.of(head), "Merge", by, by))
                .isEqualTo(once);
        assertThat(git(repo, "log", "-1", "--format=%an %at %s", once.value())).isEqualTo("Zoë 42 Merge");
        assertThat(objects.parentsOf(once)).containsExactly(head);
    }

    @Test
    void a_tree_is_written_with_some_paths_replaced() throws Exception {
        Path repo = RepositoryGenerator.awkward(dirs.fresh("repo"));
        GitObjects objects = open(repo).objects();
        CommitId tree = objects.treeOf(new CommitId(git(repo, "rev-parse", "HEAD")));
        String blob = objects.writeBlob("new\n".getBytes(StandardCharsets.UTF_8));
        Map<RepoPath, Optional<FileVersion>> changes = new LinkedHashMap<>();
        changes.put(new RepoPath("new\nline.txt"), Optional.of(new FileVersion("100755", blob)));
        changes.put(new RepoPath("crlf.txt/now/a/directory"), Optional.of(new FileVersion("100644", blob)));
        changes.put(new RepoPath("crlf.txt"), Optional.empty());
        changes.put(new RepoPath("link"), Optional.empty());
        CommitId written = objects.writeTree(tree, changes);
        assertThat(objects.entry(written, new RepoPath("new\nline.txt"))).contains(new FileVersion("100755", blob));
        assertThat(objects.entry(written, new RepoPath("link"))).isEmpty();
        assertThat(objects.readFile(written, new RepoPath("crlf.txt/now/a/directory"), 100))
                .isPresent();
        assertThat(objects.writeTree(tree, Map.of())).isEqualTo(tree);
    }

    @Test
    void union_keeps_the_lines_of_both_sides() throws Exception {
        GitObjects objects = open(RepositoryGenerator.plain(dirs.fresh("repo"))).objects();
        byte[] merged = objects.unionMerge(bytes("a\nz\n"), bytes("a\nours\nz\n"), bytes("a\ntheirs\nz\n"));
        assertThat(new String(merged, StandardCharsets.UTF_8)).isEqualTo("a\nours\ntheirs\nz\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void refs_change_together_or_not_at_all() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        GitRepository repository = open(repo);
        CommitId first = repository.facts().requireHead();
        CommitId second = new CommitId(commit(repo, "second"));
        GitRefs refs = repository.refs();
        refs.update(List.of(RefChange.create("refs/harness/a", first), RefChange.create("refs/harness/b", first)), "t");
        assertThatThrownBy(() -> refs.update(
                        List.of(
                                RefChange.move("refs/harness/a", first, second),
                                RefChange.move("refs/harness/b", second, first)),
                        "t"))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MOVED));
        assertThatThrownBy(() -> refs.update(List.of(RefChange.create("refs/harness/a", second)), "t"))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MOVED));
        assertThat(refs.list("refs/harness/"))
                .containsOnly(Map.entry("refs/harness/a", first), Map.entry("refs/harness/b", first));
        refs.update(
                List.of(RefChange.delete("refs/harness/a", first), RefChange.move("refs/harness/b", first, second)),
                "t");
        assertThat(refs.list("refs/harness/")).containsOnly(Map.entry("refs/harness/b", second));
    }

    @Test
    void a_commit_is_pushed_when_a_remote_tracking_ref_has_it() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        Path clone = dirs.fresh("clone").resolve("it");
        git(repo, "clone", "-q", repo.toString(), clone.toString());
        git(clone, "config", "user.name", "x");
        git(clone, "config", "user.email", "x@y");
        GitRepository repository = open(clone);
        assertThat(repository.refs().isPushed(repository.facts().requireHead())).isTrue();
        assertThat(repository.refs().isPushed(new CommitId(commit(clone, "local"))))
                .isFalse();
    }

    @Test
    void submodules_and_lfs_are_noticed() throws Exception {
        Path modules = RepositoryGenerator.withSubmodule(dirs.fresh("modules"));
        Path lfs = RepositoryGenerator.withLfsPointer(dirs.fresh("lfs"));
        GitRepository one = open(modules);
        GitRepository two = open(lfs);
        assertThat(one.objects().traits(one.facts().requireHead())).isEqualTo(new GitObjects.Traits(true, false));
        assertThat(two.objects().traits(two.facts().requireHead())).isEqualTo(new GitObjects.Traits(false, true));
    }

    @Test
    void an_excluded_directory_is_ignored_and_written_once() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        GitRepository repository = open(repo);
        RepoPath odd = new RepoPath("my [trees]");
        assertThat(repository.excludes().add(odd)).isTrue();
        assertThat(repository.excludes().add(odd)).isFalse();
        write(repo, "my [trees]/x/file", "x");
        write(repo, "my t/file", "x");
        assertThat(git(repo, "status", "--porcelain", "-uall")).isEqualTo("?? \"my t/file\"");
    }
}
