package dev.multistream.git;

/** What a new worktree does about its branch. */
public enum AddMode {
    /** The branch is made, exactly at the base; one that exists (and has work in it) is refused. */
    CREATE,
    /** The branch exists and is gone on with from its tip; it is never reset. */
    CONTINUE
}
