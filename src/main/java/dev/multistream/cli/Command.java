package dev.multistream.cli;

import java.util.List;

/** One command of the program. */
interface Command {
    /** What it is called and how; shown by {@code --help}. */
    Info info();

    /** Does it and answers the exit code; may throw {@link CommandFailure}. */
    int run(Invocation invocation) throws Exception;

    /**
     * A command's description.
     *
     * @param operands the synopsis of what follows the options, such as {@code [FILE]}
     * @param maxOperands how many operands it takes
     * @param details sentences for the help
     * @param examples command lines, each with what it does after {@code #}
     */
    record Info(
            String name,
            String summary,
            String operands,
            int maxOperands,
            List<Option> options,
            List<String> details,
            List<String> examples) {
        public Info {
            options = List.copyOf(options);
            details = List.copyOf(details);
            examples = List.copyOf(examples);
        }
    }

    /** Everything that a command is given. */
    record Invocation(Arguments arguments, Env env, Terminal terminal) {}
}
