package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A branch that was moved.
 *
 * @param worktree the worktree that was updated with it, because the branch is checked out there
 * @param already whether the branch was there before this call, which then did nothing
 */
public record Publication(BranchName branch, CommitId from, CommitId to, Optional<Path> worktree, boolean already) {}
