package dev.multistream.workspace;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.run.StepResult.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** How the preparation of a worktree ended. */
public sealed interface Preparation {
    /** The pieces that were done, with their times, the last one perhaps in vain. */
    List<Stage> stages();

    /** Things to tell the user. */
    List<String> notes();

    /**
     * The worktree is ready to work in.
     *
     * @param head the tip of its branch
     * @param created whether the branch was made for it
     */
    record Ready(Path path, BranchName branch, CommitId head, boolean created, List<Stage> stages, List<String> notes)
            implements Preparation {
        public Ready {
            stages = List.copyOf(stages);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A setup command failed; the worktree was taken back, and its branch if that was made for it.
     *
     * @param exitCode empty when the command timed out or did not start
     * @param message for people
     */
    record SetupFailed(
            WorkspaceCommand command, OptionalInt exitCode, String message, List<Stage> stages, List<String> notes)
            implements Preparation {
        public SetupFailed {
            stages = List.copyOf(stages);
            notes = List.copyOf(notes);
        }
    }

    /** An entry of {@code workspace.carry} is not allowed; the worktree was taken back. */
    record CarryRefused(String entry, String message, List<Stage> stages, List<String> notes) implements Preparation {
        public CarryRefused {
            stages = List.copyOf(stages);
            notes = List.copyOf(notes);
        }
    }
}
