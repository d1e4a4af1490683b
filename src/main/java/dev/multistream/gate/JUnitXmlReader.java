package dev.multistream.gate;

import dev.multistream.run.TestReport.Case;
import dev.multistream.run.TestReport.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit XML in the dialects of Surefire, Gradle, Jest, Vitest, pytest, go-junit-report, GoogleTest and their like.
 *
 * <p>Results are counted from the cases; a suite that claims failures but lists none counts as one error. In a case a
 * {@code skipped} wins over the rest, an {@code error} over a {@code failure}; {@code flakyFailure} and
 * {@code rerunFailure} are earlier tries and decide nothing.
 */
final class JUnitXmlReader implements XmlReport.Visitor {
    private static final int LONGEST_MESSAGE = 4000;

    private final TestTally tally;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private Optional<OpenCase> open = Optional.empty();
    private int depth;

    /** An open suite; {@code red} counts failures and errors seen in it and below. */
    private static final class Suite {
        private final String name;
        private final long claimed;
        private long red;

        Suite(String name, long claimed) {
            this.name = name;
            this.claimed = claimed;
        }
    }

    /** A case that is being read. */
    private static final class OpenCase {
        private final Case plain;
        private final int depth;
        private Result result;
        private boolean listening;
        private String headline = "";
        private final StringBuilder text = new StringBuilder();

        OpenCase(Case plain, int depth) {
            this.plain = plain;
            this.depth = depth;
            this.result = plain.result();
        }

        Case closed() {
            String all = message();
            Optional<String> message = result == Result.PASSED || all.isEmpty() ? Optional.empty() : Optional.of(all);
            return new Case(plain.suite(), plain.classname(), plain.name(), plain.seconds(), result, message);
        }

        /** Headline and text; most tools repeat the one at the beginning of the other. */
        private String message() {
            String below = text.toString().strip();
            return below.startsWith(headline) ? below : (headline + "\n" + below).strip();
        }
    }

    JUnitXmlReader(TestTally tally) {
        this.tally = tally;
    }

    @Override
    public void start(String element, Function<String, Optional<String>> attributes) throws UnreadableReportException {
        depth++;
        if (depth == 1 && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new UnreadableReportException(
                    "not a JUnit XML report: its root is '" + Wording.line(element, 60) + "', not 'testsuites'");
        }
        switch (element) {
            case "testsuites", "testsuite" -> suites.push(suite(attributes));
            case "testcase" -> open = Optional.of(openCase(attributes));
            case "failure", "error", "skipped" -> verdict(element, attributes);
            default -> {
                // Properties, output and earlier tries decide nothing.
            }
        }
    }

    private Suite suite(Function<String, Optional<String>> attributes) {
        String outer = suites.isEmpty() ? "" : suites.peek().name;
        long claimed = number(attributes.apply("failures")) + number(attributes.apply("errors"));
        return new Suite(attributes.apply("name").orElse(outer), claimed);
    }

    private OpenCase openCase(Function<String, Optional<String>> attributes) {
        String suite = suites.isEmpty() ? "" : suites.peek().name;
        boolean notRun = attributes.apply("status").filter("notrun"::equals).isPresent();
        return new OpenCase(
                new Case(
                        suite,
                        attributes.apply("classname").orElse(suite),
                        attributes.apply("name").orElse("(unnamed)"),
                        seconds(attributes.apply("time").orElse("")),
                        notRun ? Result.SKIPPED : Result.PASSED,
                        Optional.empty()),
                depth);
    }

    private void verdict(String element, Function<String, Optional<String>> attributes) {
        if (!element.equals("skipped") && !suites.isEmpty()) {
            suites.peek().red++;
        }
        if (open.isPresent() && depth == open.get().depth + 1) {
            OpenCase test = open.get();
            test.result = worse(test.result, element);
            test.listening = true;
            if (test.headline.isEmpty()) {
                String message = attributes
                        .apply("message")
                        .or(() -> attributes.apply("type"))
                        .orElse("");
                test.headline = TestTally.cut(message, LONGEST_MESSAGE);
            }
        } else if (open.isEmpty() && !element.equals("skipped")) {
            tally.add(TestTally.error(
                    suites.isEmpty() ? "" : suites.peek().name,
                    TestTally.cut(attributes.apply("message").orElse("the suite failed as a whole"), LONGEST_MESSAGE)));
        }
    }

    private static Result worse(Result before, String element) {
        if (before == Result.SKIPPED || element.equals("skipped")) {
            return Result.SKIPPED;
        }
        return before == Result.ERRORED || element.equals("error") ? Result.ERRORED : Result.FAILED;
    }

    @Override
    public void text(XMLStreamReader piece) {
        if (open.isPresent() && open.get().listening) {
            StringBuilder text = open.get().text;
            int room = LONGEST_MESSAGE - text.length();
            if (room > 0) {
                text.append(piece.getTextCharacters(), piece.getTextStart(), Math.min(room, piece.getTextLength()));
            }
        }
    }

    @Override
    public void end(String element) {
        depth--;
        if (open.isPresent() && depth == open.get().depth) {
            open.get().listening = false;
        }
        if (element.equals("testcase") && open.isPresent() && depth == open.get().depth - 1) {
            tally.add(open.get().closed());
            open = Optional.empty();
        } else if ((element.equals("testsuite") || element.equals("testsuites")) && !suites.isEmpty()) {
            closeSuite(suites.pop());
        }
    }

    private void closeSuite(Suite suite) {
        if (suite.claimed > 0 && suite.red == 0) {
            tally.add(TestTally.error(
                    suite.name, "the suite claims " + suite.claimed + " failures or errors but lists none"));
            suite.red++;
        }
        if (!suites.isEmpty()) {
            suites.peek().red += suite.red;
        }
    }

    private static long number(Optional<String> text) {
        try {
            return Math.max(0, Long.parseLong(text.orElse("0").strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Seconds as tools write them. Commas group thousands, as Jenkins reads them, but in {@code 0,25} one stands for
     * the point.
     */
    static double seconds(String text) {
        String plain = text.strip();
        String number = plain.matches("0,\\d+") ? plain.replace(',', '.') : plain.replace(",", "");
        try {
            double seconds = Double.parseDouble(number);
            return Double.isFinite(seconds) && seconds > 0 ? seconds : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
