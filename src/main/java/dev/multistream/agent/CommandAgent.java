package dev.multistream.agent;

import dev.multistream.model.AgentSpec.PromptSpec;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.SpawnException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any command as an agent.
 *
 * <p>It reads its task from {@code HARNESS_TASK}, or is given it as the spec's {@code prompt} says; it may append what
 * it has to say to the file named by {@code HARNESS_EVENTS} (see {@link EventCodec}).
 */
public final class CommandAgent implements AgentAdapter {
    private final ProcessLauncher launcher;

    public CommandAgent(ProcessLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public AgentRun start(AgentRequest request, AgentListener listener) throws SpawnException {
        Optional<byte[]> input = request.delivery()
                .filter(delivery -> delivery.mode() == PromptSpec.Mode.STDIN)
                .map(delivery -> request.instructions().text().getBytes(StandardCharsets.UTF_8));
        return ObservedRun.start(launcher, request, listener, argv(request), input);
    }

    /**
     * The command with the instructions behind it, if they are given as arguments. To the shell they are given as
     * {@code "$@"} at the end of the line, so that nothing in them is ever read as shell text.
     */
    static List<String> argv(AgentRequest request) {
        List<String> arguments = arguments(request);
        if (request.program() instanceof AgentRequest.Argv argv) {
            List<String> words = new ArrayList<>(argv.words());
            words.addAll(arguments);
            return words;
        }
        if (request.program() instanceof AgentRequest.Shell shell) {
            List<String> words = new ArrayList<>(
                    List.of("/bin/sh", "-c", arguments.isEmpty() ? shell.line() : shell.line() + " \"$@\""));
            if (!arguments.isEmpty()) {
                words.add("sh");
                words.addAll(arguments);
            }
            return words;
        }
        throw new IllegalArgumentException("not a command: " + request.program());
    }

    private static List<String> arguments(AgentRequest request) {
        if (request.delivery().isEmpty()) {
            return List.of();
        }
        PromptSpec delivery = request.delivery().get();
        String text = request.instructions().text();
        return switch (delivery.mode()) {
            case ARG -> List.of(text);
            case FLAG -> List.of(delivery.flag().orElse("--prompt"), text);
            case STDIN -> List.of();
        };
    }
}
