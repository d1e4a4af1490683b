package dev.multistream.git;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.tryGit;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.FileConflict;
import dev.multistream.git.GitException.Kind;
import dev.multistream.git.MergeResult.Clean;
import dev.multistream.git.MergeResult.Conflicted;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.RepositoryGenerator.ConflictKind;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergeSimulatorTest {
    private static final int RANDOM_HISTORIES = 300;

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private static GitRepository open(Path directory) throws Exception {
        return GitRepository.discover(new TestCommandRunner(), GitSandbox.environment(), directory);
    }

    private static CommitId id(Path repo, String name) {
        return new CommitId(git(repo, "rev-parse", name));
    }

    @ParameterizedTest
    @EnumSource(ConflictKind.class)
    void each_kind_of_conflict_is_named_as_git_names_it_and_touches_nothing(ConflictKind kind) throws Exception {
        Path repo = kind.build(dirs.fresh("repo"));
        String before = git(repo, "for-each-ref") + git(repo, "status", "--porcelain");
        MergeResult result = open(repo).merges().merge(id(repo, "ours"), id(repo, "theirs"));
        assertThat(result).isInstanceOf(Conflicted.class);
        List<FileConflict> conflicts = ((Conflicted) result).conflicts();
        if (!kind.word().isEmpty()) {
            assertThat(conflicts.stream().map(FileConflict::kind)).contains(kind.word());
        }
        assertThat(conflicts).noneMatch(conflict -> conflict.kind().isBlank());
        assertThat(git(repo, "for-each-ref") + git(repo, "status", "--porcelain"))
                .isEqualTo(before);
        agreesWithARealMerge(repo, new RepositoryGenerator.Pair(kind.name(), "ours", "theirs"), result);
    }

    @Test
    void the_verdict_is_that_of_a_real_merge_for_many_random_histories() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        List<RepositoryGenerator.Pair> pairs = RepositoryGenerator.randomPairs(repo, RANDOM_HISTORIES);
        GitRepository repository = open(repo);
        int conflicted = 0;
        for (RepositoryGenerator.Pair pair : pairs) {
            MergeResult result = repository.merges().merge(new CommitId(pair.ours()), new CommitId(pair.theirs()));
            agreesWithARealMerge(repo, pair, result);
            conflicted += result instanceof Conflicted ? 1 : 0;
        }
        assertThat(conflicted).as("both verdicts occur").isBetween(10, RANDOM_HISTORIES - 10);
    }

    private static void agreesWithARealMerge(Path repo, RepositoryGenerator.Pair pair, MergeResult result) {
        git(repo, "checkout", "-q", "--force", "--detach", pair.ours());
        boolean clean = tryGit(repo, "merge", "-q", "--no-edit", pair.theirs()).exitCode() == 0;
        assertThat(result instanceof Clean).as(pair.label()).isEqualTo(clean);
        if (clean) {
            assertThat(result.tree()).as(pair.label()).isEqualTo(id(repo, "HEAD^{tree}"));
            return;
        }
        Set<String> unmerged = new TreeSet<>();
        for (String line : git(repo, "ls-files", "-u", "-z").split("\0")) {
            if (!line.isEmpty()) {
                unmerged.add(unlabelled(line.substring(line.indexOf('\t') + 1)));
            }
        }
        Conflicted conflicted = (Conflicted) result;
        Set<String> staged = new TreeSet<>();
        conflicted.stages().keySet().forEach(path -> staged.add(unlabelled(path.value())));
        assertThat(staged).as(pair.label()).isEqualTo(unmerged);
        assertThat(conflicted.conflicts().stream().map(FileConflict::path))
                .as(pair.label())
                .containsAll(conflicted.stages().keySet());
        git(repo, "reset", "-q", "--hard");
        git(repo, "clean", "-fdq");
    }

    /* A file that a directory pushes aside is named after what was merged: a branch there, a commit here. */
    private static String unlabelled(String path) {
        return path.replaceFirst("~.*", "~");
    }

    @Test
    void hunks_show_three_sides_and_the_line_in_ours() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        git(repo, "checkout", "-q", "-b", "ours");
        write(repo, "src/app.txt", "0\n1\n2\nours\n4\n5\n6\n7\n8\nend ours\n");
        commit(repo, "ours");
        git(repo, "checkout", "-q", "-b", "theirs", "main");
        write(repo, "src/app.txt", "1\n2\ntheirs\nmore\n4\n5\n6\n7\n8\n");
        commit(repo, "theirs");
        Conflicted result = (Conflicted) open(repo).merges().merge(id(repo, "ours"), id(repo, "theirs"));
        assertThat(result.conflicts()).hasSize(1);
        assertThat(result.conflicts().get(0).hunks())
                .containsExactly(
                        new FileConflict.Hunk(4, "3", "ours", "theirs\nmore"),
                        new FileConflict.Hunk(10, "9", "end ours", ""));
        MergeResult.Sides sides = result.stages().getOrDefault(new RepoPath("src/app.txt"), MergeResult.Sides.NONE);
        assertThat(sides.base()).isPresent();
        assertThat(sides.ours()).isPresent();
        assertThat(sides.theirs()).isPresent();
    }

    @Test
    void unrelated_histories_are_an_error_and_no_conflict() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        git(repo, "checkout", "-q", "--orphan", "island");
        commit(repo, "island");
        assertThatThrownBy(() -> open(repo).merges().merge(id(repo, "main"), id(repo, "island")))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNRELATED));
    }

    @Test
    void history_missing_in_a_shallow_clone_is_said() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        git(repo, "checkout", "-q", "-b", "side");
        commit(repo, "side");
        git(repo, "checkout", "-q", "main");
        commit(repo, "more");
        Path shallow = dirs.fresh("shallow").resolve("it");
        git(repo, "clone", "-q", "--depth=1", "--no-single-branch", "file://" + repo, shallow.toString());
        assertThatThrownBy(() -> open(shallow).merges().merge(id(shallow, "main"), id(shallow, "origin/side")))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNRELATED))
                .hasMessageContaining("--unshallow");
    }

    @Test
    void a_commit_that_is_not_there_is_an_error_and_no_conflict() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        assertThatThrownBy(() -> open(repo).merges().merge(id(repo, "main"), new CommitId("1".repeat(40))))
                .isInstanceOf(GitException.class);
    }

    @Test
    void attributes_of_the_target_count_and_those_of_an_agent_do_not() throws Exception {
        Path repo = RepositoryGenerator.plain(dirs.fresh("repo"));
        write(repo, "CHANGES", "first\n");
        CommitId plain = new CommitId(commit(repo, "changes"));
        git(repo, "checkout", "-q", "-b", "ours");
        write(repo, "CHANGES", "first\nours\n");
        write(repo, ".gitattributes", "CHANGES merge=union\n");
        commit(repo, "ours, with an attribute");
        git(repo, "checkout", "-q", "-b", "theirs", plain.value());
        write(repo, "CHANGES", "first\ntheirs\n");
        commit(repo, "theirs");
        write(repo, ".gitattributes", "CHANGES merge=union\n");
        GitRepository repository = open(repo);
        IntegrationWorktree integration =
                repository.integration(repository.facts().commonDirectory().resolve("harness/integration/it"));
        integration.switchTo(plain);
        assertThat(repository.merges().merge(id(repo, "ours"), id(repo, "theirs")))
                .isInstanceOf(Conflicted.class);
        assertThat(repository.merges(integration).merge(id(repo, "ours"), id(repo, "theirs")))
                .isInstanceOf(Conflicted.class);
        integration.switchTo(id(repo, "ours"));
        MergeResult merged = repository.merges(integration).merge(id(repo, "ours"), id(repo, "theirs"));
        assertThat(merged).isInstanceOf(Clean.class);
        assertThat(repository
                        .objects()
                        .readFile(merged.tree(), new RepoPath("CHANGES"), 100)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("first\nours\ntheirs\n");
    }
}
