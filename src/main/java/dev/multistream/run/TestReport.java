package dev.multistream.run;

import java.util.List;
import java.util.Optional;

/**
 * The user's own tests, as their JUnit XML files tell.
 *
 * @param cases failed and errored ones first, then skipped, then passed, of each kind up to a bound; see
 *     {@code dropped}
 * @param dropped cases that are counted but not listed
 */
public record TestReport(
        int tests, int failures, int errors, int skipped, double seconds, List<Case> cases, int dropped) {

    /**
     * One test case.
     *
     * @param message the failure's message and text, cut at 4,000 characters
     */
    public record Case(
            String suite, String classname, String name, double seconds, Result result, Optional<String> message) {}

    /** What became of a case. */
    public enum Result {
        PASSED,
        FAILED,
        ERRORED,
        SKIPPED
    }

    public TestReport {
        cases = List.copyOf(cases);
    }

    public boolean isGreen() {
        return failures == 0 && errors == 0;
    }
}
