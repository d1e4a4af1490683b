package dev.multistream.model;

import java.util.List;

/** A command as the user wrote it: a string is given to the shell, a list is executed as it is. */
public sealed interface CommandSpec {

    /** One line for {@code sh -c}. */
    record Shell(Template line) implements CommandSpec {
        @Override
        public String describe() {
            return line.source();
        }
    }

    /** Program and arguments; no shell. */
    record Argv(List<Template> words) implements CommandSpec {
        public Argv {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a command needs a program");
            }
            words = List.copyOf(words);
        }

        @Override
        public String describe() {
            return String.join(" ", words.stream().map(Template::source).toList());
        }
    }

    /** The command for people, with references unevaluated. */
    String describe();
}
