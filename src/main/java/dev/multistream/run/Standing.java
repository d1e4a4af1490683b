package dev.multistream.run;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a step, a stream or a checkpoint stands, in the one classification that people see everywhere: passed, failed (the
 * work is wrong), errored (the world broke), and what is not decided yet. Derived, never stored.
 */
public enum Standing {
    PENDING("pending", "·", "."),
    RUNNING("running", "▸", ">"),
    WAITING("waiting", "‖", "?"),
    PASSED("passed", "✓", "+"),
    /** Passed, after a repetition of the same thing. */
    FLAKY("flaky", "≈", "~"),
    FAILED("failed", "✗", "x"),
    ERRORED("errored", "!", "!"),
    CANCELLED("cancelled", "⊘", "-"),
    SKIPPED("skipped", "–", "-");

    private final String word;
    private final String symbol;
    private final String ascii;

    Standing(String word, String symbol, String ascii) {
        this.word = word;
        this.symbol = symbol;
        this.ascii = ascii;
    }

    /** The word for people and for JSON. */
    public String word() {
        return word;
    }

    /** One character that goes with the word, never instead of it. */
    public String symbol() {
        return symbol;
    }

    /** The symbol where only ASCII can be shown. */
    public String ascii() {
        return ascii;
    }

    /** Whether it kept something from being done. */
    public boolean isBad() {
        return this == FAILED || this == ERRORED || this == CANCELLED;
    }

    public static Standing of(StepState state) {
        return switch (state.status()) {
            case PENDING -> PENDING;
            case RUNNING -> RUNNING;
            case WAITING -> WAITING;
            case CANCELLED -> CANCELLED;
            case SKIPPED -> SKIPPED;
            case SUCCEEDED, FAILED -> state.outcome().map(Standing::of).orElse(PENDING);
        };
    }

    public static Standing of(Outcome outcome) {
        if (outcome instanceof Outcome.Passed passed) {
            return passed.flaky() ? FLAKY : PASSED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.isWorld() ? ERRORED : FAILED;
        }
        return outcome instanceof Outcome.Waiting ? WAITING : CANCELLED;
    }

    /** How the whole stands that consists of these parts; the worst that is decided wins. */
    public static Standing of(Collection<Standing> parts) {
        Set<Standing> seen = EnumSet.noneOf(Standing.class);
        seen.addAll(parts);
        for (Standing first : new Standing[] {ERRORED, FAILED, CANCELLED, RUNNING, WAITING}) {
            if (seen.contains(first)) {
                return first;
            }
        }
        if (seen.contains(PENDING)) {
            return seen.size() == 1 ? PENDING : RUNNING;
        }
        if (seen.contains(SKIPPED)) {
            return SKIPPED;
        }
        return seen.contains(FLAKY) ? FLAKY : seen.isEmpty() ? PENDING : PASSED;
    }
}
