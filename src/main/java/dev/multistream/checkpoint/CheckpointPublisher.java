package dev.multistream.checkpoint;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.PrivateRefs;
import dev.multistream.git.Publication;
import dev.multistream.git.RefChange;
import dev.multistream.git.Signature;
import dev.multistream.model.CommitId;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves a target branch to a certified commit, and back. Repeating a publication that succeeded changes nothing. */
public final class CheckpointPublisher {
    private final GitRepository git;
    private final RunId run;

    public CheckpointPublisher(GitRepository git, RunId run) {
        this.git = git;
        this.run = run;
    }

    /** What keeps the certificate from being used: a head or the target that is not what was judged. */
    public sealed interface Standing {
        /** Everything is as it was when it was judged. */
        record Valid() implements Standing {}

        /** The target has the commit already. */
        record Done() implements Standing {}

        /** The target has moved. */
        record TargetMoved(String message) implements Standing {}

        /** A stream has a new commit. */
        record HeadMoved(String message) implements Standing {}
    }

    /** Holds the certificate against the repository as it is now. */
    public Standing check(Certificate certificate) throws GitException, InterruptedException {
        Optional<CommitId> tip = git.refs().branchTip(certificate.into());
        if (tip.equals(Optional.of(certificate.merged()))
                && !certificate.merged().equals(certificate.target())) {
            return new Standing.Done();
        }
        for (Map.Entry<StreamId, Certificate.Head> entry : certificate.heads().entrySet()) {
            Certificate.Head head = entry.getValue();
            Optional<CommitId> now = git.refs().branchTip(head.branch());
            if (now.isPresent() && !now.get().equals(head.commit())) {
                return new Standing.HeadMoved("stream '" + entry.getKey() + "' has moved from "
                        + head.commit().brief() + " to " + now.get().brief() + " since it was merged");
            }
        }
        if (!tip.equals(Optional.of(certificate.target()))) {
            return new Standing.TargetMoved("branch '" + certificate.into() + "' has moved from "
                    + certificate.target().brief() + " to "
                    + tip.map(CommitId::brief).orElse("nowhere") + " since the checkpoint was merged");
        }
        return new Standing.Valid();
    }

    /** Publishes; the old tip is kept under a private ref first. */
    public StepResult.Published publish(Certificate certificate) throws GitException, InterruptedException {
        String kept = PrivateRefs.tip(run, certificate.checkpoint());
        git.refs().update(List.of(RefChange.set(kept, certificate.target())), "harness: tip before publishing");
        Publication done = git.publisher().fastForward(certificate.into(), certificate.target(), certificate.merged());
        List<RefChange> published = new ArrayList<>();
        for (Certificate.Head head : certificate.heads().values()) {
            published.add(RefChange.set(PrivateRefs.published(head.branch()), head.commit()));
        }
        git.refs().update(published, "harness: published");
        return new StepResult.Published(
                certificate.into(),
                certificate.target(),
                certificate.merged(),
                kept,
                done.worktree().map(Object::toString));
    }

    /**
     * What was undone.
     *
     * @param to where the branch is now
     * @param byRevert whether it went forward by a revert commit
     */
    public record Undone(CommitId from, CommitId to, boolean byRevert) {}

    /** Takes a publication back: by moving the branch where nothing hangs on it, else by a commit that reverts it. */
    public Undone rollBack(StepResult.Published published, String message, Signature by)
            throws GitException, InterruptedException {
        CommitId tip = git.refs()
                .branchTip(published.into())
                .orElseThrow(() -> new GitException(
                        GitException.Kind.BRANCH_MISSING, "there is no branch '" + published.into() + "' any more"));
        if (tip.equals(published.from())) {
            // Moved back by a rollback that died before it could say so.
            return new Undone(published.to(), published.from(), false);
        }
        if (tip.equals(published.to()) && !git.refs().isPushed(published.to())) {
            git.publisher().moveBack(published.into(), published.to(), published.from());
            return new Undone(tip, published.from(), false);
        }
        if (!git.objects().isAncestor(published.to(), tip)) {
            throw new GitException(
                    GitException.Kind.MOVED,
                    "branch '" + published.into() + "' does not contain "
                            + published.to().brief() + " any more: there is nothing to roll back");
        }
        CommitId revert = git.publisher().revert(published.from(), published.to(), tip, message, by);
        git.publisher().fastForward(published.into(), tip, revert);
        return new Undone(tip, revert, true);
    }
}
