package dev.multistream.git;

import dev.multistream.conflict.FileConflict;
import dev.multistream.git.GitException.Kind;
import dev.multistream.git.MergeResult.Sides;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner.Captured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Merges commits in memory with git's own algorithm: no worktree, index or ref changes.
 *
 * <p>The forecast and the checkpoint use the same call. Attributes such as {@code merge=union} are read from the
 * worktree that it runs in, so that must be one in which no agent works.
 */
public final class MergeSimulator {
    private static final long LARGEST_FILE = 1 << 20;

    private final RepositoryContext context;
    private final GitObjects objects;
    private final Optional<Path> trusted;

    MergeSimulator(RepositoryContext context, GitObjects objects, Optional<Path> trusted) {
        this.context = context;
        this.objects = objects;
        this.trusted = trusted;
    }

    /**
     * Merges a head onto a commit.
     *
     * @throws GitException of kind UNRELATED when the two have no history in common, or not within a shallow clone
     */
    public MergeResult merge(CommitId onto, CommitId head) throws GitException, InterruptedException {
        GitCommand command = trusted.map(directory -> GitCommand.writing(directory))
                .orElseGet(() -> context.writing())
                .plus("merge-tree", "--write-tree", "-z", "--messages", onto.value(), head.value());
        Captured captured = context.git().run(command);
        boolean answered = captured.stdout().length > 0;
        if (captured.exitCode() == 0 && answered) {
            return new MergeResult.Clean(MergeOutput.parse(captured.stdout()).tree());
        }
        // exit code 1 alone may also mean "not something we can merge"
        if (captured.exitCode() == 1 && answered) {
            return conflicted(MergeOutput.parse(captured.stdout()));
        }
        if (captured.stderr().contains("refusing to merge unrelated histories")) {
            throw unrelated(onto, head, captured.stderr());
        }
        throw GitProgram.failure(command, captured);
    }

    private GitException unrelated(CommitId onto, CommitId head, String stderr) {
        String what = head.brief() + " and " + onto.brief() + " have no commit in common";
        return new GitException(
                Kind.UNRELATED,
                context.facts().shallow()
                        ? what + " within this shallow clone; fetch the rest with `git fetch --unshallow`"
                        : what + ", so they cannot be merged",
                stderr);
    }

    private MergeResult conflicted(MergeOutput output) throws GitException, InterruptedException {
        Set<RepoPath> paths = new LinkedHashSet<>(output.stages().keySet());
        paths.addAll(output.kinds().keySet());
        Map<String, byte[]> contents = contents(output);
        List<FileConflict> conflicts = new ArrayList<>();
        for (RepoPath path : paths) {
            Sides sides = output.stages().getOrDefault(path, Sides.NONE);
            conflicts.add(new FileConflict(path, output.kindOf(path), hunks(sides, contents), Optional.empty()));
        }
        return new MergeResult.Conflicted(output.tree(), conflicts, output.stages());
    }

    private Map<String, byte[]> contents(MergeOutput output) throws GitException, InterruptedException {
        List<String> names = output.stages().values().stream()
                .filter(MergeSimulator::isAboutLines)
                .flatMap(sides -> Stream.of(sides.base(), sides.ours(), sides.theirs()))
                .flatMap(Optional::stream)
                .map(FileVersion::object)
                .distinct()
                .toList();
        return names.isEmpty() ? Map.of() : objects.readBlobs(names, LARGEST_FILE);
    }

    private static boolean isAboutLines(Sides sides) {
        return sides.ours().filter(FileVersion::isRegular).isPresent()
                && sides.theirs().filter(FileVersion::isRegular).isPresent()
                && sides.base().filter(base -> !base.isRegular()).isEmpty();
    }

    private static List<FileConflict.Hunk> hunks(Sides sides, Map<String, byte[]> contents) {
        if (!isAboutLines(sides)) {
            return List.of();
        }
        Optional<byte[]> base = sides.base().map(version -> contents.get(version.object()));
        Optional<byte[]> ours = sides.ours().map(version -> contents.get(version.object()));
        Optional<byte[]> theirs = sides.theirs().map(version -> contents.get(version.object()));
        boolean baseLeftOut = sides.base().isPresent() && base.isEmpty();
        if (baseLeftOut || ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        return HunkCutter.cut(base.orElse(new byte[0]), ours.get(), theirs.get());
    }
}
