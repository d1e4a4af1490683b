package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner.Captured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A merge that a person resolves: a worktree on no branch, in the middle of a real {@code git merge}, so that every
 * tool that people resolve conflicts with works in it.
 *
 * <p>It is resolved when no path is unmerged any more: the person has edited the markers away (which counts also before
 * {@code git add}), added or removed what is not a conflict about lines, or committed the merge.
 */
public final class HumanMerge {
    private final RepositoryContext context;
    private final GitWorktrees worktrees;
    private final GitObjects objects;
    private final Path path;

    HumanMerge(RepositoryContext context, GitWorktrees worktrees, GitObjects objects, Path path) {
        this.context = context;
        this.worktrees = worktrees;
        this.objects = objects;
        this.path = path;
    }

    /** How the merge stands. */
    public sealed interface State {}

    /** There is no such merge: none was prepared, or it was of other commits. */
    public record Absent() implements State {}

    /** These paths are still to be resolved. */
    public record Open(List<RepoPath> paths) implements State {
        public Open {
            paths = List.copyOf(paths);
        }
    }

    /** All is resolved; this is the result. */
    public record Resolved(CommitId tree) implements State {}

    /** Looks how the merge of {@code head} onto {@code onto} stands; takes up edited files into its index. */
    public State look(CommitId onto, CommitId head) throws GitException, InterruptedException {
        if (worktrees.at(path).isEmpty() || !Files.isDirectory(path)) {
            return new Absent();
        }
        CommitId now = new CommitId(line("rev-parse", "-q", "--verify", "HEAD"));
        Optional<CommitId> merging = mergeHead();
        if (merging.isPresent() && now.equals(onto) && merging.get().equals(head)) {
            return inProgress();
        }
        if (merging.isEmpty() && objects.parentsOf(now).equals(List.of(onto, head))) {
            return new Resolved(objects.treeOf(now));
        }
        return new Absent();
    }

    private State inProgress() throws GitException, InterruptedException {
        List<RepoPath> open = new ArrayList<>();
        List<String> edited = new ArrayList<>();
        for (RepoPath unmerged : unmerged()) {
            if (isAboutLines(unmerged) && !hasMarkers(unmerged)) {
                edited.add(unmerged.value());
            } else {
                open.add(unmerged);
            }
        }
        if (!open.isEmpty()) {
            return new Open(open);
        }
        GitCommand add = GitCommand.writing(path, "add", "--update", "--", ".");
        context.git().require(add);
        if (!edited.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("add", "--"));
            words.addAll(edited);
            context.git()
                    .require(GitCommand.writing(path).plus(words).environment(Map.of("GIT_LITERAL_PATHSPECS", "1")));
        }
        return new Resolved(new CommitId(line("write-tree")));
    }

    /** Begins the merge; paths that rules have resolved are put in as resolved. */
    public void prepare(CommitId onto, CommitId head, Map<RepoPath, Optional<FileVersion>> resolved)
            throws GitException, InterruptedException {
        worktrees.addDetached(path, onto);
        GitCommand merge = GitCommand.writing(path, "merge", "--no-commit", "--no-ff", "--no-edit", head.value())
                .setting("merge.conflictStyle=diff3")
                .setting("rerere.enabled=false")
                .environment(identity());
        Captured captured = context.git().run(merge);
        if (captured.exitCode() != 0 && mergeHead().isEmpty()) {
            throw GitProgram.failure(merge, captured);
        }
        for (Map.Entry<RepoPath, Optional<FileVersion>> entry : resolved.entrySet()) {
            put(entry.getKey(), entry.getValue());
        }
    }

    private static Map<String, String> identity() {
        return Map.of(
                "GIT_COMMITTER_NAME", GitIdentity.HARNESS.name(),
                "GIT_COMMITTER_EMAIL", GitIdentity.HARNESS.email());
    }

    private void put(RepoPath file, Optional<FileVersion> version) throws GitException, InterruptedException {
        String name = file.value();
        if (version.isEmpty()) {
            context.git()
                    .require(GitCommand.writing(path, "rm", "-q", "-f", "--ignore-unmatch", "--", name)
                            .environment(Map.of("GIT_LITERAL_PATHSPECS", "1")));
            return;
        }
        String info = version.get().mode() + " " + version.get().object() + "\t" + name;
        context.git()
                .require(GitCommand.writing(path, "update-index", "-z", "--index-info")
                        .input(info + "\0"));
        context.git().require(GitCommand.writing(path, "checkout-index", "-f", "--", name));
    }

    /** Removes the worktree, with everything in it. */
    public void remove() throws GitException, InterruptedException {
        new IntegrationWorktree(context, worktrees, path).remove();
    }

    private Optional<CommitId> mergeHead() throws GitException, InterruptedException {
        Captured captured = context.git().run(GitCommand.reading(path, "rev-parse", "-q", "--verify", "MERGE_HEAD"));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    private String line(String... words) throws GitException, InterruptedException {
        return context.git().line(GitCommand.reading(path, words));
    }

    private Set<RepoPath> unmerged() throws GitException, InterruptedException {
        byte[] printed = context.git()
                .require(GitCommand.reading(path, "diff", "--name-only", "-z", "--diff-filter=U"))
                .stdout();
        Set<RepoPath> paths = new TreeSet<>();
        NulText.split(printed).forEach(name -> paths.add(new RepoPath(name)));
        return paths;
    }

    /** Whether both sides have the path, so that only its lines are to be settled. */
    private boolean isAboutLines(RepoPath file) throws GitException, InterruptedException {
        byte[] printed = context.git()
                .require(GitCommand.reading(path, "ls-files", "-u", "-z", "--", file.value())
                        .environment(Map.of("GIT_LITERAL_PATHSPECS", "1")))
                .stdout();
        List<String> stages = NulText.split(printed);
        boolean ours = stages.stream().anyMatch(stage -> stage.matches("(?s)100\\d{3} \\S+ 2\t.*"));
        boolean theirs = stages.stream().anyMatch(stage -> stage.matches("(?s)100\\d{3} \\S+ 3\t.*"));
        return ours && theirs && Files.isRegularFile(path.resolve(file.value()));
    }

    private boolean hasMarkers(RepoPath file) throws GitException {
        try {
            String text = new String(Files.readAllBytes(path.resolve(file.value())), StandardCharsets.ISO_8859_1);
            // A file that git could not mark (a binary one) holds one side and stays open until it is added.
            boolean binary = text.indexOf('\0') >= 0;
            return binary || text.lines().anyMatch(HumanMerge::isMarker);
        } catch (IOException e) {
            throw new GitException(Kind.DISK, "cannot read " + path.resolve(file.value()) + ": " + e.getMessage(), e);
        }
    }

    private static boolean isMarker(String line) {
        return line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> ") || line.startsWith("||||||| ");
    }
}
