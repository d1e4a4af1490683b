package dev.multistream.config;

import java.util.List;

/** What a template is for, and so which references may stand in it. */
enum Use {
    /** A command of a stream or its gates; what a stranger may have written must come by the environment. */
    COMMAND("a command", List.of("env", "stream", "run")),
    /** A command that runs for a checkpoint, where there is no stream. */
    CHECKPOINT_COMMAND("a command of a checkpoint", List.of("env", "run")),
    /** A value of the environment of a stream, an agent or a gate. */
    ENV("env", List.of("env", "secrets", "stream", "run", "inputs")),
    /** A value of the environment of every step, also those of checkpoints. */
    TOP_ENV("the top-level env", List.of("secrets", "run", "inputs")),
    /** A text for an agent. */
    PROMPT("a prompt", List.of("stream", "run", "inputs")),
    /** A text that must be known before the run starts. */
    PLAN_TEXT("task and branch", List.of("inputs")),
    /** Part of something that is not available yet. */
    LATER_TEXT("this text", List.of("env", "ports", "secrets", "stream", "run", "databases", "inputs"));

    private final String what;
    private final List<String> namespaces;

    Use(String what, List<String> namespaces) {
        this.what = what;
        this.namespaces = namespaces;
    }

    /** How people call the place. */
    String what() {
        return what;
    }

    List<String> namespaces() {
        return namespaces;
    }

    boolean isCommand() {
        return this == COMMAND || this == CHECKPOINT_COMMAND;
    }
}
