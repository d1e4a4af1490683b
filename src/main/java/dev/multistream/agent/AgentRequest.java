package dev.multistream.agent;

import dev.multistream.model.AgentSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of an agent.
 *
 * @param program what to run; its references are evaluated already
 * @param delivery how the instructions reach a command beside its environment
 * @param directory the worktree
 * @param environment the complete environment, as {@link AgentEnvironment} makes it
 * @param log appended to byte for byte
 * @param events a file of its own for what the agent says, made anew; in a directory that exists
 * @param masks secrets that must not reach the log
 * @param mark by which everything it starts is found again
 */
public record AgentRequest(
        Program program,
        Optional<AgentSpec.PromptSpec> delivery,
        Instructions instructions,
        Path directory,
        Map<String, String> environment,
        Path log,
        Path events,
        List<String> masks,
        String mark) {

    /** What an agent is. */
    public sealed interface Program {}

    /** One line for the shell. */
    public record Shell(String line) implements Program {}

    /** Program and arguments. */
    public record Argv(List<String> words) implements Program {
        public Argv {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a command needs a program");
            }
            words = List.copyOf(words);
        }
    }

    /** A scenario file. */
    public record Play(Path scenario) implements Program {}

    /**
     * What the agent is to do.
     *
     * @param prompt more about its part in it, for a member of a team
     * @param attachments absolute paths of files that explain the task
     */
    public record Instructions(String task, Optional<String> prompt, List<String> attachments) {
        public Instructions {
            attachments = List.copyOf(attachments);
        }

        /** All of it as one text. */
        public String text() {
            StringBuilder text = new StringBuilder(task);
            prompt.ifPresent(more -> text.append("\n\n").append(more));
            if (!attachments.isEmpty()) {
                text.append("\n\nAttachments:");
                attachments.forEach(path -> text.append("\n- ").append(path));
            }
            return text.toString();
        }
    }

    public AgentRequest {
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        masks = List.copyOf(masks);
    }
}
