package dev.multistream.workspace;

import java.util.List;

/**
 * A setup or teardown command, ready to execute.
 *
 * @param shown for people, without values of secrets
 */
public record WorkspaceCommand(String shown, List<String> argv) {
    public WorkspaceCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }
}
