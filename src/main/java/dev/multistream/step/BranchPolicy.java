package dev.multistream.step;

import dev.multistream.git.AddMode;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.PrivateRefs;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamSpec;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a stream's branch that exists already.
 *
 * <p>One that harness did not make is used only when the file names it, and gone on with. One that harness made and
 * published starts afresh. One with unpublished work is gone on with when asked to, else refused.
 */
public final class BranchPolicy {
    private final GitRepository git;
    private final Fresh fresh;

    /** Puts an old branch and its worktree out of the way, nothing being lost by it. */
    public interface Fresh {
        /** Empty when the place is free; else why it is not. */
        Optional<String> clear(StreamSpec stream) throws GitException, InterruptedException;
    }

    public BranchPolicy(GitRepository git, Fresh fresh) {
        this.git = git;
        this.fresh = fresh;
    }

    /**
     * The decision.
     *
     * @param base where the branch starts, or started
     * @param refused why the stream cannot have it
     */
    record Choice(AddMode mode, CommitId base, Optional<String> refused) {}

    /** How a branch stands before a run. */
    public enum Standing {
        ABSENT,
        /** Not made by harness, but named by the file. */
        OWN,
        /** Not made by harness and not named. */
        FOREIGN,
        /** Made by harness, without a commit of its own or published as it is. */
        DONE,
        /** Made by harness, with work that is published nowhere. */
        UNPUBLISHED
    }

    /** Looks; changes nothing. */
    public Standing look(StreamSpec stream) throws GitException, InterruptedException {
        BranchName branch = stream.branch();
        Optional<CommitId> tip = git.refs().branchTip(branch);
        if (tip.isEmpty()) {
            return Standing.ABSENT;
        }
        Optional<CommitId> made = git.refs().madeFrom(branch);
        if (made.isEmpty()) {
            return stream.branchDeclared() ? Standing.OWN : Standing.FOREIGN;
        }
        boolean published = git.refs().read(PrivateRefs.published(branch)).equals(tip);
        return made.equals(tip) || published ? Standing.DONE : Standing.UNPUBLISHED;
    }

    Choice choose(StreamSpec stream, CommitId base, boolean again) throws GitException, InterruptedException {
        Standing standing = look(stream);
        return switch (standing) {
            case ABSENT -> create(base);
            case OWN -> goOn(stream, base);
            case FOREIGN ->
                refuse(
                        base,
                        "branch '" + stream.branch() + "' exists and harness did not make it; name it"
                                + " under `branch:` of stream '" + stream.id() + "' to go on with it");
            case DONE -> again ? goOnOrCreate(stream, base) : afresh(stream, base);
            case UNPUBLISHED ->
                again
                        ? goOn(stream, base)
                        : refuse(
                                base,
                                "branch '" + stream.branch() + "' has work of an earlier run that is not published:"
                                        + " `harness resume` or `harness run --continue` goes on with it, `harness clean` puts it away");
        };
    }

    private static Choice create(CommitId base) {
        return new Choice(AddMode.CREATE, base, Optional.empty());
    }

    private static Choice refuse(CommitId base, String why) {
        return new Choice(AddMode.CREATE, base, Optional.of(why));
    }

    /** The branch of an earlier attempt that has no work yet is as good as new where it is at the same base. */
    private Choice goOnOrCreate(StreamSpec stream, CommitId base) throws GitException, InterruptedException {
        Optional<CommitId> tip = git.refs().branchTip(stream.branch());
        return tip.equals(Optional.of(base)) ? create(base) : goOn(stream, base);
    }

    private Choice goOn(StreamSpec stream, CommitId base) throws GitException, InterruptedException {
        Optional<CommitId> made = git.refs().madeFrom(stream.branch());
        CommitId tip = git.refs().branchTip(stream.branch()).orElse(base);
        Optional<CommitId> common = git.objects().mergeBase(base, tip);
        return new Choice(AddMode.CONTINUE, made.or(() -> common).orElse(base), Optional.empty());
    }

    private Choice afresh(StreamSpec stream, CommitId base) throws GitException, InterruptedException {
        Optional<String> taken = fresh.clear(stream);
        return taken.map(why -> refuse(base, why)).orElseGet(() -> create(base));
    }

    /** Why a run cannot begin with these streams, one sentence each. */
    public List<String> refusals(List<StreamSpec> streams) throws GitException, InterruptedException {
        List<String> refusals = new java.util.ArrayList<>();
        for (StreamSpec stream : streams) {
            Standing standing = look(stream);
            if (standing == Standing.FOREIGN || standing == Standing.UNPUBLISHED) {
                choose(stream, git.refs().branchTip(stream.branch()).orElseThrow(), false)
                        .refused()
                        .ifPresent(refusals::add);
            }
        }
        return refusals;
    }
}
