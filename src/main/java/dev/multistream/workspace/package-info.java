/**
 * Ready worktrees: made, furnished by carried files and setup commands, timed, and removed again without losing work.
 *
 * <p>Start reading at {@link dev.multistream.workspace.WorkspaceFactory}.
 */
@NullMarked
package dev.multistream.workspace;

import org.jspecify.annotations.NullMarked;
