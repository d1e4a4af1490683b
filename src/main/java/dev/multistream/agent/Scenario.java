package dev.multistream.agent;

import dev.multistream.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A written scenario: what a scripted agent does, step by step.
 *
 * <p>The language is described by {@code schemas/scenario.schema.json}. Steps that change files can be played again
 * over their own result, so that a run which died in the middle of a scenario ends as if it had not.
 *
 * @param name of the file, for messages
 */
public record Scenario(String name, List<Line> lines) {

    /** A step and the line of the file that it begins on, from 1. */
    public record Line(int number, Step step) {}

    /** One thing that the agent does. */
    public sealed interface Step {}

    /** Writes a file with exactly this text. */
    public record Write(String path, String text) implements Step {}

    /** Adds a text at a file's end unless the file contains it already. */
    public record Append(String path, String text) implements Step {}

    /** Replaces every occurrence of a text; fails when the file has neither it nor its replacement. */
    public record Edit(String path, String replace, String with) implements Step {}

    /** Deletes a file. */
    public record Delete(String path) implements Step {}

    /** Renames a file. */
    public record Rename(String from, String to) implements Step {}

    /** Writes a file that is not the stream's to write; the same as {@link Write}, but meant. */
    public record Cross(String path, String text) implements Step {}

    /** Commits everything; nothing when there is nothing. */
    public record Commit(String message) implements Step {}

    /** Says how far it is. */
    public record Progress(OptionalDouble value, String task) implements Step {}

    /** Prints a line. */
    public record Print(String text) implements Step {}

    /** Asks for help, and goes on. */
    public record Ask(String question) implements Step {}

    /** Does nothing for a while. */
    public record Sleep(Duration time) implements Step {}

    /** Waits until a file is there; fails after the time-out. */
    public record WaitFor(String file, Duration timeout) implements Step {}

    /** Runs a command; fails when it does. */
    public record Run(List<String> argv, Duration timeout) implements Step {}

    /** Ends with an exit code. */
    public record Fail(int exit, String message) implements Step {}

    /** From here on takes no notice of being asked to end. */
    public record IgnoreTerm() implements Step {}

    /** Leaves a process behind that lives so long. */
    public record Grandchild(double seconds) implements Step {}

    /** A scenario, or everything that is wrong with it. */
    public record Reading(Optional<Scenario> scenario, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    public Scenario {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a scenario.
     *
     * @param name of the file, for messages
     * @return the scenario exactly when there is no problem
     */
    public static Reading read(byte[] yaml, String name) {
        return new ScenarioReader(name).read(yaml);
    }
}
