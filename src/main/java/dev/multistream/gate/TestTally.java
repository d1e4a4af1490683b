package dev.multistream.gate;

import dev.multistream.run.TestReport;
import dev.multistream.run.TestReport.Case;
import dev.multistream.run.TestReport.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts test cases and keeps a bounded number of them, the telling ones first. Not thread-safe. */
final class TestTally {
    /** The list goes into the journal: bounded, so that a run with a million tests does not make a huge entry. */
    private static final int MOST_RED = 500;

    private static final int MOST_SKIPPED = 500;
    private static final int MOST_PASSED = 1000;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_MESSAGE = 4000;
    private static final int LONGEST_LATE_MESSAGE = 300;
    private static final int FULL_MESSAGES = 100;

    private final List<Case> red = new ArrayList<>();
    private final List<Case> skipped = new ArrayList<>();
    private final List<Case> passed = new ArrayList<>();
    private int tests;
    private int failures;
    private int errors;
    private int skips;
    private double seconds;

    void add(Case found) {
        tests++;
        seconds += found.seconds();
        switch (found.result()) {
            case PASSED -> keep(passed, MOST_PASSED, found);
            case SKIPPED -> {
                skips++;
                keep(skipped, MOST_SKIPPED, found);
            }
            case FAILED -> {
                failures++;
                keep(red, MOST_RED, found);
            }
            case ERRORED -> {
                errors++;
                keep(red, MOST_RED, found);
            }
        }
    }

    private void keep(List<Case> kept, int most, Case found) {
        if (kept.size() < most) {
            int longest = red.size() < FULL_MESSAGES ? LONGEST_MESSAGE : LONGEST_LATE_MESSAGE;
            kept.add(new Case(
                    cut(found.suite(), LONGEST_NAME),
                    cut(found.classname(), LONGEST_NAME),
                    cut(found.name(), LONGEST_NAME),
                    found.seconds(),
                    found.result(),
                    found.message().map(message -> cut(message, longest))));
        }
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    int tests() {
        return tests;
    }

    TestReport report() {
        List<Case> cases = new ArrayList<>(red);
        cases.addAll(skipped);
        cases.addAll(passed);
        return new TestReport(tests, failures, errors, skips, seconds, cases, tests - cases.size());
    }

    /** The names of the first red cases, for a message. */
    String firstRed() {
        return red.stream()
                        .limit(3)
                        .map(TestTally::nameOf)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("")
                + (red.size() > 3 ? ", …" : "");
    }

    private static String nameOf(Case test) {
        String of = test.classname().isEmpty() ? test.suite() : test.classname();
        return "'" + Wording.line((of.isEmpty() || of.equals(test.name()) ? "" : of + " ") + test.name(), 120) + "'";
    }

    static Case error(String suite, String message) {
        return new Case(suite, suite, "(suite)", 0, Result.ERRORED, Optional.of(message));
    }
}
