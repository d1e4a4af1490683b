package dev.multistream.cli;

import java.io.PrintStream;

/**
 * Where a command prints: data to {@code out}, everything for people to {@code err} when {@code out} carries data.
 *
 * @param colour whether standard error takes colour
 * @param utf8 whether the terminal shows more than ASCII
 * @param width columns
 */
record Terminal(PrintStream out, PrintStream err, boolean colour, boolean utf8, int width) {

    /** A line for people. */
    void say(String line) {
        err.println(line);
        err.flush();
    }

    /** A line of data. */
    void print(String line) {
        out.println(line);
    }

    Terminal withColour(boolean wanted) {
        return new Terminal(out, err, wanted, utf8, width);
    }
}
