package dev.multistream.model;

import java.util.Map;
import java.util.Optional;

/** How one agent program is called. */
public record AgentSpec(AgentName name, Program program, Map<String, Template> env, Optional<PromptSpec> prompt) {

    /** The kinds of program that can be an agent. */
    public sealed interface Program {}

    /** Any command. */
    public record Command(CommandSpec command) implements Program {}

    /** A written scenario, played by harness itself; the path is relative to harness.yaml. */
    public record Script(String path) implements Program {}

    /** How the task's text reaches a command: {@code flag} is used with {@link Mode#FLAG} only. */
    public record PromptSpec(Mode mode, Optional<String> flag) {
        /** Appended as the last argument, given behind a flag, or written to standard input. */
        public enum Mode {
            ARG,
            FLAG,
            STDIN
        }
    }

    public AgentSpec {
        env = HarnessSpec.ordered(env);
    }
}
