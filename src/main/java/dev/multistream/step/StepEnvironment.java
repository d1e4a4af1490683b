package dev.multistream.step;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.Template;
import dev.multistream.model.WorkspaceSpec;
import dev.multistream.workspace.CommandSurroundings;
import dev.multistream.workspace.WorkspaceCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the programs of steps run with: the inherited environment, the file's, and what harness says itself. */
final class StepEnvironment {
    private final RunContext context;

    StepEnvironment(RunContext context) {
        this.context = context;
    }

    /** The environment of a gate or set-up command; of a stream, or of a checkpoint when {@code stream} is empty. */
    Map<String, String> of(Optional<StreamSpec> stream, List<Map<String, Template>> inner) {
        Map<String, String> all = new LinkedHashMap<>(context.environment());
        all.putAll(context.rendering().environment(stream, inner));
        all.put("HARNESS_RUN_ID", context.run().value());
        stream.ifPresent(of -> {
            all.put("STREAM_ID", of.id().value());
            all.put("HARNESS_TASK", of.task().text());
            all.put("HARNESS_BRANCH", of.branch().value());
            all.put("HARNESS_BASE", context.base(of.base()).value());
        });
        return all;
    }

    List<String> command(CommandSpec command, Optional<StreamSpec> stream, Map<String, String> environment) {
        return context.rendering().command(command, stream, environment);
    }

    List<WorkspaceCommand> setup(
            WorkspaceSpec workspace, Optional<StreamSpec> stream, Map<String, String> environment) {
        return commands(workspace.setup(), stream, environment);
    }

    private List<WorkspaceCommand> commands(
            List<CommandSpec> specs, Optional<StreamSpec> stream, Map<String, String> environment) {
        List<WorkspaceCommand> commands = new ArrayList<>();
        for (CommandSpec spec : specs) {
            commands.add(new WorkspaceCommand(spec.describe(), command(spec, stream, environment)));
        }
        return commands;
    }

    CommandSurroundings surroundings(Map<String, String> environment, Path log, String mark) {
        return surroundings(environment, log, mark, Optional.empty());
    }

    CommandSurroundings surroundings(
            Map<String, String> environment, Path log, String mark, Optional<Duration> timeout) {
        return new CommandSurroundings(environment, log, context.masks(), mark, timeout);
    }
}
