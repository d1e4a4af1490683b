package dev.multistream.config;

import java.util.List;

/** What a template is for, and so which references may stand in it. */
enum Use {
    /** A command of a stream or its gates; what a stranger may have written must come by the environment. */
    COMMAND("a command"),
    /** A command that runs for a checkpoint, where there is no stream. */
    CHECKPOINT_COMMAND("a command of a checkpoint"),
    /** A value of the environment of a stream, an agent or a gate. */
    ENV("env"),
    /** A value of the environment of every step, also those of checkpoints. */
    TOP_ENV("the top-level env"),
    /** A text for an agent. */
    PROMPT("a prompt"),
    /** A text that must be known before the run starts. */
    PLAN_TEXT("task and branch"),
    /** Part of something that is not available yet. */
    LATER_TEXT("this text");

    private final String what;

    Use(String what) {
        this.what = what;
    }

    /** How people call the place. */
    String what() {
        return what;
    }

    /** The namespaces that can be used there. */
    List<String> namespaces() {
        return switch (this) {
            case COMMAND -> List.of("env", "stream", "run");
            case CHECKPOINT_COMMAND -> List.of("env", "run");
            case ENV -> List.of("env", "secrets", "stream", "run", "inputs");
            case TOP_ENV -> List.of("secrets", "run", "inputs");
            case PROMPT -> List.of("stream", "run", "inputs");
            case PLAN_TEXT -> List.of("inputs");
            case LATER_TEXT -> List.of("env", "ports", "secrets", "stream", "run", "databases", "inputs");
        };
    }

    boolean isCommand() {
        return this == COMMAND || this == CHECKPOINT_COMMAND;
    }
}
