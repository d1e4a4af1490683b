package dev.multistream.report;

import dev.multistream.run.TestReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The user's own test results as a suite; its name begins each class name, since several streams run the same tests. */
final class UserTests {
    private UserTests() {}

    static JUnitSuite suite(
            String name, TestReport report, ReportModel.StepReport step, Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("tests.total", "" + report.tests());
        if (report.dropped() > 0) {
            all.put("tests.not-listed", "" + report.dropped());
        }
        Map<String, Integer> seen = new HashMap<>();
        List<JUnitSuite.Case> cases = new ArrayList<>();
        for (TestReport.Case one : report.cases()) {
            String classname = one.classname().isEmpty() ? one.suite() : one.classname();
            int count = seen.merge(classname + "\n" + one.name(), 1, Integer::sum);
            cases.add(new JUnitSuite.Case(
                    classname.isEmpty() ? name : name + "." + classname,
                    count == 1 ? one.name() : one.name() + " (" + count + ")",
                    Double.isFinite(one.seconds()) ? Math.max(0, one.seconds()) : 0,
                    Optional.empty(),
                    bad(one),
                    List.of(),
                    ""));
        }
        return new JUnitSuite(name, step.begin().orElse(Instant.EPOCH), all, cases);
    }

    private static Optional<JUnitSuite.Bad> bad(TestReport.Case one) {
        String text = one.message().orElse("");
        String message = text.lines().findFirst().orElse("");
        return switch (one.result()) {
            case PASSED -> Optional.empty();
            case FAILED -> Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.FAILURE, "test.failed", message, text));
            case ERRORED -> Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.ERROR, "test.errored", message, text));
            case SKIPPED -> Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.SKIPPED, "", message, ""));
        };
    }
}
