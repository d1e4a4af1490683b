package dev.multistream.cli;

import dev.multistream.model.Problem;
import java.util.List;

/** The file, or what was asked of it, is wrong: ends a command with exit 2 after all problems were printed. */
final class ProblemsFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ProblemsFound(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
