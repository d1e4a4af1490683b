package dev.multistream.checkpoint;

import dev.multistream.conflict.FileConflict;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.HumanMerge;
import dev.multistream.git.IntegrationWorktree;
import dev.multistream.git.MergeResult;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges one stream: simulated in memory, then made a commit of, conflicts resolved by the checkpoint's rules between.
 *
 * <p>Nothing that a user sees moves: the commit is held by no ref until the caller keeps it. Used by one thread at a
 * time for each integration worktree.
 */
public final class StreamMerge {
    private final GitRepository git;
    private final IntegrationWorktree integration;
    private final ConflictResolver resolver;

    public StreamMerge(GitRepository git, IntegrationWorktree integration, ConflictResolver resolver) {
        this.git = git;
        this.integration = integration;
        this.resolver = resolver;
    }

    public MergeOutcome merge(MergeRequest request) throws GitException, IOException, InterruptedException {
        if (git.objects().isAncestor(request.head(), request.onto())) {
            CommitId tree = git.objects().treeOf(request.onto());
            return new MergeOutcome.Merged(request.onto(), tree, tree, List.of());
        }
        integration.switchTo(request.onto());
        MergeResult result = git.merges(integration).merge(request.onto(), request.head());
        if (result instanceof MergeResult.Conflicted conflicted) {
            return resolve(request, conflicted);
        }
        return commit(request, result.tree(), result.tree(), List.of());
    }

    private MergeOutcome resolve(MergeRequest request, MergeResult.Conflicted conflicted)
            throws GitException, IOException, InterruptedException {
        Resolution resolution = resolver.resolve(request, conflicted, integration);
        if (!resolution.failed().isEmpty()) {
            return new MergeOutcome.Unresolved(conflicted.tree(), resolution.conflicts(), resolution.failed());
        }
        CommitId tree = git.objects().writeTree(conflicted.tree(), resolution.changes());
        if (resolution.human().isEmpty()) {
            return commit(request, tree, conflicted.tree(), resolution.conflicts());
        }
        return byPerson(request, conflicted, resolution);
    }

    private MergeOutcome byPerson(MergeRequest request, MergeResult.Conflicted conflicted, Resolution resolution)
            throws GitException, IOException, InterruptedException {
        HumanMerge merge = git.humanMerge(request.humanWorktree());
        HumanMerge.State state = merge.look(request.onto(), request.head());
        if (state instanceof HumanMerge.Absent) {
            merge.prepare(request.onto(), request.head(), resolution.changes());
            state = merge.look(request.onto(), request.head());
        }
        if (state instanceof HumanMerge.Resolved resolved) {
            Map<RepoPath, Boolean> markers = resolver.markers(resolved.tree(), conflicted, resolution.human());
            if (!markers.containsValue(true)) {
                List<FileConflict> conflicts = settled(resolution, "human");
                MergeOutcome done = commit(request, resolved.tree(), conflicted.tree(), conflicts);
                merge.remove();
                return done;
            }
        }
        List<String> open = state instanceof HumanMerge.Open still
                ? still.paths().stream().map(RepoPath::value).toList()
                : resolution.human().stream().map(RepoPath::value).toList();
        return new MergeOutcome.LeftToPerson(conflicted.tree(), resolution.conflicts(), request.humanWorktree(), open);
    }

    private static List<FileConflict> settled(Resolution resolution, String how) {
        List<FileConflict> conflicts = new ArrayList<>();
        for (FileConflict conflict : resolution.conflicts()) {
            conflicts.add(conflict.isResolved() ? conflict : conflict.resolvedBy(how));
        }
        return conflicts;
    }

    private MergeOutcome commit(MergeRequest request, CommitId tree, CommitId simulated, List<FileConflict> conflicts)
            throws GitException, InterruptedException {
        CommitId commit = git.objects()
                .commitTree(
                        tree, List.of(request.onto(), request.head()), request.message(), request.by(), request.by());
        return new MergeOutcome.Merged(commit, tree, simulated, conflicts);
    }

    /** The commit that the target now has, if the branch exists. */
    public Optional<CommitId> tip(dev.multistream.model.BranchName into) throws GitException, InterruptedException {
        return git.refs().branchTip(into);
    }
}
