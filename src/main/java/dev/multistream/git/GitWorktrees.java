package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The worktrees of a repository: listed, added and removed.
 *
 * <p>How a crash is survived. A new worktree is registered with git's own worktree lock, whose reason says that harness
 * is preparing it, and unlocked by {@link #markReady} when it may be worked in. So a registration with that lock was
 * never worked in, and the next {@link #add} at its place takes it back and starts anew. A branch is made together with
 * a private ref that says so, in one transaction; a branch still at the commit that this ref holds has no work in it.
 */
public final class GitWorktrees {
    static final String PREPARING = "harness is preparing this worktree";
    /** git's own reason while it adds a worktree; stays when git dies in the middle. */
    private static final String INITIALIZING = "initializing";

    private final RepositoryContext context;
    private final GitRefs refs;
    private final WorktreeRemoval removal;
    private final WorktreeAdmission admission;

    GitWorktrees(RepositoryContext context, GitRefs refs) {
        this.context = context;
        this.refs = refs;
        this.removal = new WorktreeRemoval(context);
        this.admission = new WorktreeAdmission(context, refs, this, removal);
    }

    /** Every registered worktree, the main one (or the bare repository) first. */
    public List<WorktreeEntry> list() throws GitException, InterruptedException {
        return WorktreeEntry.parse(context.git()
                .require(context.reading("worktree", "list", "--porcelain", "-z"))
                .stdout());
    }

    /** The registration of a path, if there is one. */
    public Optional<WorktreeEntry> at(Path path) throws GitException, InterruptedException {
        Path real = Places.real(path);
        return list().stream()
                .filter(entry -> Places.real(entry.path()).equals(real))
                .findFirst();
    }

    /** The worktree that has a branch checked out, if there is one. */
    public Optional<WorktreeEntry> holding(BranchName branch) throws GitException, InterruptedException {
        return list().stream()
                .filter(entry -> entry.branch().equals(Optional.of(branch)))
                .findFirst();
    }

    /** Whether harness was making the worktree when it, or git, died; nobody has worked in it. */
    public static boolean isHalfMade(WorktreeEntry entry) {
        return entry.lock()
                .filter(reason -> reason.equals(PREPARING) || reason.equals(INITIALIZING))
                .isPresent();
    }

    /**
     * Adds a worktree for a branch; it stays locked until {@link #markReady}.
     *
     * <p>On any failure, also an interruption, what this call made is taken back, and only that. Called again after it
     * succeeded, while the branch is still at the base, it answers the worktree that is there.
     *
     * @param path absolute; missing or an empty directory
     * @param base where a created branch starts
     */
    public AddedWorktree add(Path path, BranchName branch, CommitId base, AddMode mode)
            throws GitException, InterruptedException {
        Path place = Places.real(path);
        Optional<AddedWorktree> there = context.lock().during(() -> admission.check(place, branch, base, mode));
        if (there.isPresent()) {
            return there.get();
        }
        boolean create = mode == AddMode.CREATE;
        try {
            context.lock().during(() -> register(place, branch, base, create));
            populate(place);
            return verified(place, branch, base, create);
        } catch (GitException | InterruptedException | RuntimeException e) {
            boolean interrupted = Thread.interrupted();
            takeBack(place, branch, base, create, e);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private Path register(Path place, BranchName branch, CommitId base, boolean create)
            throws GitException, InterruptedException {
        if (create) {
            refs.update(
                    List.of(RefChange.create(branch.ref(), base), RefChange.set(PrivateRefs.made(branch), base)),
                    "harness: create branch " + branch);
        }
        addUnpopulated(place, List.of(branch.value()));
        return place;
    }

    private void addUnpopulated(Path place, List<String> what) throws GitException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("worktree", "add", "--no-checkout", "--lock", "--reason", PREPARING));
        words.addAll(what.size() > 1 ? what.subList(0, what.size() - 1) : List.of());
        words.addAll(List.of("--", place.toString(), what.get(what.size() - 1)));
        context.git().require(context.writing().plus(words));
    }

    /* Not under the lock: it writes only what belongs to the one worktree, and it is what takes long. */
    private void populate(Path place) throws GitException, InterruptedException {
        context.git()
                .require(GitCommand.writing(place, "reset", "-q", "--hard", "--no-recurse-submodules")
                        .setting("checkout.workers=2"));
    }

    private AddedWorktree verified(Path place, BranchName branch, CommitId base, boolean create)
            throws GitException, InterruptedException {
        WorktreeEntry entry = at(place).orElseThrow(() -> unverified(place, "it is not registered"));
        CommitId head = entry.head().orElseThrow(() -> unverified(place, "it has no commit"));
        if (!entry.branch().equals(Optional.of(branch))) {
            throw unverified(place, "it is not on branch '" + branch + "'");
        }
        if (create && !head.equals(base)) {
            throw unverified(place, "it is at " + head.brief() + ", not at " + base.brief());
        }
        return new AddedWorktree(place, branch, head, create, false);
    }

    private static GitException unverified(Path place, String why) {
        return new GitException(Kind.WORKTREE, "the new worktree " + place + " is not as it should be: " + why);
    }

    private void takeBack(Path place, BranchName branch, CommitId base, boolean create, Exception because) {
        try {
            context.lock().during(() -> {
                if (at(place).filter(GitWorktrees::isHalfMade).isPresent()) {
                    removal.remove(place);
                }
                Optional<CommitId> atBase = Optional.of(base);
                if (create
                        && refs.branchTip(branch).equals(atBase)
                        && refs.madeFrom(branch).equals(atBase)) {
                    refs.deleteBranch(branch, base);
                }
                return place;
            });
        } catch (GitException e) {
            because.addSuppressed(e);
        } catch (InterruptedException e) {
            because.addSuppressed(e);
            Thread.currentThread().interrupt();
        }
    }

    /** Takes back a worktree that is not ready yet, and its branch if that was made with it and has no work in it. */
    public void takeBack(AddedWorktree added, CommitId base) throws GitException {
        if (!added.existed()) {
            GitException failure = new GitException(Kind.WORKTREE, added.path() + " could not be taken back");
            takeBack(added.path(), added.branch(), base, added.branchCreated(), failure);
            if (failure.getSuppressed().length > 0) {
                throw failure;
            }
        }
    }

    /** Unlocks a worktree that was added: from now on there may be work in it. */
    public void markReady(Path path) throws GitException, InterruptedException {
        Path place = Places.real(path);
        context.lock().during(() -> {
            if (at(place).filter(GitWorktrees::isHalfMade).isPresent()) {
                context.git().require(context.writing("worktree", "unlock", "--", place.toString()));
            }
            return place;
        });
    }

    /** Adds a worktree on no branch, or heals the one of that kind that is there; ready at once. */
    void addDetached(Path path, CommitId commit) throws GitException, InterruptedException {
        Path place = Places.real(path);
        context.lock().during(() -> {
            Optional<WorktreeEntry> found = at(place);
            if (found.isPresent() && found.get().branch().isPresent()) {
                throw new GitException(
                        Kind.WORKTREE,
                        place + " is a worktree of branch '"
                                + found.get().branch().get() + "', and harness needs the place; remove that worktree");
            }
            if (found.isPresent()) {
                removal.remove(place);
            } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !WorktreeAdmission.isEmpty(place)) {
                throw new GitException(
                        Kind.WORKTREE, place + " is there already and is no worktree of this repository; move it away");
            }
            addUnpopulated(place, List.of("--detach", commit.value()));
            return place;
        });
        populate(place);
        markReady(place);
    }

    /**
     * Removes a worktree: its directory is renamed away at once, its registration removed and verified.
     *
     * <p>The caller has made sure that nothing in it is lost.
     *
     * @return what is left to delete, later and elsewhere, with {@link FileTree#delete}; empty when nothing is
     */
    public Optional<Path> remove(Path path) throws GitException, InterruptedException {
        return context.lock().during(() -> removal.unregister(Places.real(path)));
    }
}
