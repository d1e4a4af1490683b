package dev.multistream.workspace;

import dev.multistream.git.AddMode;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Path;
import java.util.List;

/**
 * A worktree that is wanted.
 *
 * @param path absolute, see {@link WorkspaceFactory#place}
 * @param base where a created branch starts
 * @param carry ignored files and directories to take along, relative to the main worktree
 */
public record WorkspaceRequest(
        Path path,
        BranchName branch,
        CommitId base,
        AddMode mode,
        List<String> carry,
        List<WorkspaceCommand> setup,
        CommandSurroundings surroundings) {
    public WorkspaceRequest {
        carry = List.copyOf(carry);
        setup = List.copyOf(setup);
    }
}
