package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Path;

/**
 * A worktree for a branch, populated and verified.
 *
 * @param head the branch's tip
 * @param branchCreated whether this call made the branch
 * @param existed whether the worktree was there already, ready and right, and was left as it is
 */
public record AddedWorktree(Path path, BranchName branch, CommitId head, boolean branchCreated, boolean existed) {}
