package dev.multistream.checkpoint;

import dev.multistream.conflict.FileConflict;
import dev.multistream.conflict.Glob;
import dev.multistream.conflict.GlobSet;
import dev.multistream.git.FileVersion;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.IntegrationWorktree;
import dev.multistream.git.MergeResult;
import dev.multistream.git.MergeResult.Sides;
import dev.multistream.model.CheckpointSpec.ResolveRule;
import dev.multistream.model.CheckpointSpec.Resolver;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/*
 * The ladder.
 *
 * The first rule whose paths match a conflicted file decides about it, and its resolvers are tried in order. Files of
 * `ours`, `theirs` and `union` are resolved one by one; then each `regenerate` command runs once, in the integration
 * worktree, on the tree in which everything else is resolved, and may change nothing but the files of its rule. What no
 * resolver takes fails the merge, unless the ladder ends in a person. No result may hold a conflict marker that neither
 * side had.
 */

/** Resolves conflicted files by a checkpoint's rules. */
public final class ConflictResolver {
    private static final long LARGEST_FILE = 16 << 20;

    private final GitRepository git;
    private final Regeneration regeneration;

    public ConflictResolver(GitRepository git, Regeneration regeneration) {
        this.git = git;
        this.regeneration = regeneration;
    }

    /** What is being worked out; owned by the calling thread. */
    private static final class Work {
        final Map<RepoPath, Optional<FileVersion>> changes = new LinkedHashMap<>();
        final Map<RepoPath, String> how = new HashMap<>();
        final Map<Integer, Set<RepoPath>> regenerate = new LinkedHashMap<>();
        final List<RepoPath> human = new ArrayList<>();
        final List<String> failed = new ArrayList<>();
    }

    Resolution resolve(MergeRequest request, MergeResult.Conflicted conflicted, IntegrationWorktree integration)
            throws GitException, IOException, InterruptedException {
        Work work = new Work();
        for (FileConflict conflict : conflicted.conflicts()) {
            byRule(request, conflicted, conflict.path(), work);
        }
        for (Map.Entry<Integer, Set<RepoPath>> entry : work.regenerate.entrySet()) {
            if (work.failed.isEmpty()) {
                regenerate(request, conflicted, entry, integration, work);
            }
        }
        List<FileConflict> conflicts = new ArrayList<>();
        for (FileConflict conflict : conflicted.conflicts()) {
            String how = work.how.get(conflict.path());
            conflicts.add(how == null ? conflict : conflict.resolvedBy(how));
        }
        return new Resolution(work.changes, conflicts, work.human, work.failed);
    }

    private void byRule(MergeRequest request, MergeResult.Conflicted conflicted, RepoPath path, Work work)
            throws GitException, InterruptedException {
        for (int number = 0; number < request.rules().size(); number++) {
            ResolveRule rule = request.rules().get(number);
            if (GlobSet.of(rule.paths(), Glob.Case.SENSITIVE).matches(path)) {
                climb(number, rule, conflicted, path, work);
                return;
            }
        }
        work.failed.add("no rule under `conflicts` says how to resolve " + path);
    }

    private void climb(int number, ResolveRule rule, MergeResult.Conflicted conflicted, RepoPath path, Work work)
            throws GitException, InterruptedException {
        Sides sides = Optional.ofNullable(conflicted.stages().get(path))
                .orElse(new Sides(Optional.empty(), Optional.empty(), Optional.empty()));
        for (Resolver resolver : rule.resolvers()) {
            boolean taken = switch (resolver) {
                case OURS -> take(path, sides.ours(), "ours", work);
                case THEIRS -> take(path, sides.theirs(), "theirs", work);
                case UNION -> union(path, sides, work);
                case REGENERATE -> later(number, path, sides, work);
                case HUMAN -> work.human.add(path);
            };
            if (taken) {
                return;
            }
        }
        work.failed.add(
                path + " is not resolved by " + rule.resolvers().toString().toLowerCase(java.util.Locale.ROOT)
                        + ": it is not a conflict about lines of text");
    }

    /** One side as it is, also where that side deleted the file. */
    private static boolean take(RepoPath path, Optional<FileVersion> version, String how, Work work) {
        work.changes.put(path, version);
        work.how.put(path, how);
        return true;
    }

    private boolean union(RepoPath path, Sides sides, Work work) throws GitException, InterruptedException {
        Optional<FileVersion> ours = sides.ours().filter(FileVersion::isRegular);
        Optional<FileVersion> theirs = sides.theirs().filter(FileVersion::isRegular);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return false;
        }
        List<String> names =
                new ArrayList<>(List.of(ours.get().object(), theirs.get().object()));
        sides.base().ifPresent(base -> names.add(base.object()));
        Map<String, byte[]> contents = git.objects().readBlobs(names, LARGEST_FILE);
        byte[] one = contents.getOrDefault(ours.get().object(), new byte[] {0});
        byte[] other = contents.getOrDefault(theirs.get().object(), new byte[] {0});
        byte[] base = sides.base()
                .map(version -> contents.getOrDefault(version.object(), new byte[] {0}))
                .orElse(new byte[0]);
        if (isBinary(one) || isBinary(other) || isBinary(base)) {
            return false;
        }
        String object = git.objects().writeBlob(git.objects().unionMerge(base, one, other));
        return take(path, Optional.of(new FileVersion(ours.get().mode(), object)), "union", work);
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 8000); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Our side stands in until the command has run. */
    private static boolean later(int number, RepoPath path, Sides sides, Work work) {
        work.changes.put(path, sides.ours().or(sides::theirs));
        work.regenerate.computeIfAbsent(number, rule -> new TreeSet<>()).add(path);
        return true;
    }

    private void regenerate(
            MergeRequest request,
            MergeResult.Conflicted conflicted,
            Map.Entry<Integer, Set<RepoPath>> entry,
            IntegrationWorktree integration,
            Work work)
            throws GitException, IOException, InterruptedException {
        Set<RepoPath> paths = entry.getValue();
        CommitId tree = git.objects().writeTree(conflicted.tree(), work.changes);
        CommitId start = git.objects()
                .commitTree(tree, List.of(request.onto(), request.head()), "to regenerate", request.by(), request.by());
        integration.switchTo(start);
        List<String> argv = request.commands().getOrDefault(entry.getKey(), List.of());
        Optional<String> refused = regeneration.run(argv, integration.path(), request.environment());
        if (refused.isPresent()) {
            work.failed.add("`" + String.join(" ", argv) + "` " + refused.get());
            return;
        }
        Set<RepoPath> touched =
                new TreeSet<>(git.worktree(integration.path()).status().changed());
        touched.removeAll(paths);
        if (!touched.isEmpty()) {
            work.failed.add("`" + String.join(" ", argv) + "` changed "
                    + touched.iterator().next() + ", which is none of the files that it was to regenerate");
            return;
        }
        for (RepoPath path : paths) {
            Optional<FileVersion> made = git.worktree(integration.path()).store(path);
            work.changes.put(path, made);
            work.how.put(path, "regenerate");
        }
        Map<RepoPath, Boolean> markers =
                markers(git.objects().writeTree(conflicted.tree(), work.changes), conflicted, List.copyOf(paths));
        markers.forEach((path, left) -> {
            if (left) {
                work.failed.add(path + " still has conflict markers after `" + String.join(" ", argv) + "`");
            }
        });
    }

    /** For each path, whether its content in the tree has a line that begins a marker and that neither side has. */
    Map<RepoPath, Boolean> markers(CommitId tree, MergeResult.Conflicted conflicted, List<RepoPath> paths)
            throws GitException, InterruptedException {
        Map<RepoPath, Boolean> found = new LinkedHashMap<>();
        for (RepoPath path : paths) {
            Optional<byte[]> content = git.objects().readFile(tree, path, LARGEST_FILE);
            long here = content.map(ConflictResolver::markerLines).orElse(0L);
            Sides sides = conflicted.stages().get(path);
            long before = sides == null ? 0 : Math.max(markersOf(sides.ours()), markersOf(sides.theirs()));
            found.put(path, here > before);
        }
        return found;
    }

    private long markersOf(Optional<FileVersion> version) throws GitException, InterruptedException {
        if (version.isEmpty() || !version.get().isRegular()) {
            return 0;
        }
        String object = version.get().object();
        byte[] content = git.objects().readBlobs(List.of(object), LARGEST_FILE).getOrDefault(object, new byte[0]);
        return markerLines(content);
    }

    private static long markerLines(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "))
                .count();
    }
}
