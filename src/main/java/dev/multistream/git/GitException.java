package dev.multistream.git;

/** Git could not or would not do what was asked; the message says where, what, and the next step. */
public final class GitException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String message;
    private final String stderr;

    /** What went wrong, for those who decide by it. */
    public enum Kind {
        /** The git program is missing. */
        PROGRAM,
        /** The git program is too old. */
        VERSION,
        /** Not a repository, or one that cannot be read. */
        REPOSITORY,
        /** The repository has no commit yet. */
        UNBORN,
        /** A lock file stood in the way all the time. */
        LOCKED,
        /** The branch exists already. */
        BRANCH_EXISTS,
        /** The branch does not exist. */
        BRANCH_MISSING,
        /** The branch is checked out in another worktree. */
        BRANCH_IN_USE,
        /** The place for a worktree is taken, locked or not what it should be. */
        WORKTREE,
        /** A ref is not where it was expected. */
        MOVED,
        /** A worktree that would have to be updated has changes. */
        DIRTY,
        /** The new commit does not descend from the old one. */
        NOT_FAST_FORWARD,
        /** Nothing in common to merge by, or history is missing in a shallow clone. */
        UNRELATED,
        /** A merge that must be clean is not. */
        CONFLICT,
        /** No space, no quota, read-only. */
        DISK,
        /** Git did not end in time and was killed. */
        TIMEOUT,
        /** Anything else. */
        FAILED
    }

    public GitException(Kind kind, String message) {
        this(kind, message, "");
    }

    /** @param stderr the end of what git said */
    public GitException(Kind kind, String message, String stderr) {
        super(message);
        this.kind = kind;
        this.message = message;
        this.stderr = stderr;
    }

    public GitException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.message = message;
        this.stderr = "";
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The end of what git said, or nothing. */
    public String stderr() {
        return stderr;
    }
}
