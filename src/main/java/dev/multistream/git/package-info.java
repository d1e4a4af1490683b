/**
 * Branches, worktrees, snapshots, diffs and merges of one repository, done by the git program and verified.
 *
 * <p>Start reading at {@link dev.multistream.git.GitRepository}.
 */
@NullMarked
package dev.multistream.git;

import org.jspecify.annotations.NullMarked;
