package dev.multistream.cli;

import dev.multistream.git.PrivateRefs;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.Template;
import dev.multistream.workspace.WorkspaceCleaner;
import dev.multistream.workspace.WorkspaceCommand;
import dev.multistream.workspace.WorkspaceFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a stream may be put away. */
final class Cleaning {
    private Cleaning() {}

    static WorkspaceCleaner.Candidate candidate(
            Project project, Machine machine, Env env, StreamSpec stream, Optional<RunId> run) {
        WorkspaceFactory workspaces = new WorkspaceFactory(project.git(), machine.launcher(), machine.clock());
        Set<BranchName> targets = new LinkedHashSet<>();
        for (CheckpointSpec checkpoint : project.spec().checkpoints().values()) {
            if (checkpoint.merge().contains(stream.id())) {
                targets.add(checkpoint.into());
            }
        }
        project.git().facts().branch().ifPresent(targets::add);
        String prefix = run.map(id -> PrivateRefs.captured(id, stream.id()))
                .orElse(PrivateRefs.ROOT + "captured/clean/" + stream.id() + "/");
        Path log = project.home().resolve("clean.log");
        return new WorkspaceCleaner.Candidate(
                stream.id().value(),
                stream.branch(),
                workspaces.place(stream.workspace().directory(), stream.id()),
                List.copyOf(targets),
                prefix,
                teardown(stream),
                Wiring.surroundings(env, log, "clean/" + stream.id()));
    }

    private static List<WorkspaceCommand> teardown(StreamSpec stream) {
        List<WorkspaceCommand> commands = new ArrayList<>();
        for (CommandSpec spec : stream.workspace().teardown()) {
            commands.add(new WorkspaceCommand(spec.describe(), argv(spec)));
        }
        return commands;
    }

    private static List<String> argv(CommandSpec spec) {
        if (spec instanceof CommandSpec.Shell shell) {
            return List.of("/bin/sh", "-c", shell.line().source());
        }
        return ((CommandSpec.Argv) spec).words().stream().map(Template::source).toList();
    }
}
