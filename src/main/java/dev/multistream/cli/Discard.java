package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.RefChange;
import dev.multistream.model.CommitId;
import dev.multistream.workspace.WorkspaceCleaner;
import java.util.List;
import java.util.Optional;

/** Keeps an unmerged branch's tip under a private ref, so that the branch itself can go. */
final class Discard {
    private Discard() {}

    static void keep(Project project, WorkspaceCleaner.Candidate candidate) throws GitException, InterruptedException {
        Optional<CommitId> tip = project.git().refs().branchTip(candidate.branch());
        boolean made = project.git().refs().madeFrom(candidate.branch()).isPresent();
        if (tip.isPresent() && made) {
            String ref = candidate.capturePrefix() + "branch-" + tip.get().brief();
            project.git().refs().update(List.of(RefChange.set(ref, tip.get())), "harness: clean");
        }
    }
}
