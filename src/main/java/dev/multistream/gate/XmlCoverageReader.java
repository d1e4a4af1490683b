package dev.multistream.gate;

import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JaCoCo's XML ({@code report/package/sourcefile/line nr ci}) and Cobertura's
 * ({@code coverage/…/class filename/…/line number hits}).
 *
 * <p>Lines are united, not sums: the methods of a Cobertura class list the lines of the class again.
 */
final class XmlCoverageReader implements XmlReport.Visitor {
    private final CoverageTally tally;
    private Optional<Boolean> jacoco = Optional.empty();
    private String jacocoPackage = "";
    private String file = "";

    XmlCoverageReader(CoverageTally tally) {
        this.tally = tally;
    }

    @Override
    public void start(String element, Function<String, Optional<String>> attributes) throws UnreadableReportException {
        if (jacoco.isEmpty()) {
            jacoco = Optional.of(isJacoco(element));
        } else if (jacoco.get()) {
            jacoco(element, attributes);
        } else {
            cobertura(element, attributes);
        }
    }

    private static boolean isJacoco(String root) throws UnreadableReportException {
        return switch (root) {
            case "report" -> true;
            case "coverage" -> false;
            default ->
                throw new UnreadableReportException("neither JaCoCo XML nor Cobertura: its root is '"
                        + Wording.line(root, 60) + "', not 'report' or 'coverage'");
        };
    }

    private void jacoco(String element, Function<String, Optional<String>> attributes)
            throws UnreadableReportException {
        switch (element) {
            case "package" -> jacocoPackage = attributes.apply("name").orElse("");
            case "sourcefile" ->
                file = (jacocoPackage.isEmpty() ? "" : jacocoPackage + "/") + required(element, "name", attributes);
            case "line" -> line(number(element, "nr", attributes), number(element, "ci", attributes) > 0);
            default -> {
                // Classes and counters say the same once more.
            }
        }
    }

    private void cobertura(String element, Function<String, Optional<String>> attributes)
            throws UnreadableReportException {
        switch (element) {
            case "class" -> file = required(element, "filename", attributes).replace('\\', '/');
            case "line" -> line(number(element, "number", attributes), number(element, "hits", attributes) > 0);
            default -> {
                // Packages, methods and conditions hold nothing else that counts.
            }
        }
    }

    private void line(long number, boolean covered) throws UnreadableReportException {
        if (file.isEmpty()) {
            throw new UnreadableReportException("a line stands outside of a file");
        }
        tally.line(file, (int) Math.min(number, Integer.MAX_VALUE), covered);
    }

    private static String required(String element, String name, Function<String, Optional<String>> attributes)
            throws UnreadableReportException {
        return attributes
                .apply(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new UnreadableReportException("'" + element + "' has no '" + name + "'"));
    }

    private static long number(String element, String name, Function<String, Optional<String>> attributes)
            throws UnreadableReportException {
        String text = required(element, name, attributes).strip();
        if (!text.matches("\\d{1,18}")) {
            throw new UnreadableReportException(
                    "'" + name + "' of '" + element + "' is no number: '" + Wording.line(text, 40) + "'");
        }
        return Long.parseLong(text);
    }

    @Override
    public void text(XMLStreamReader piece) {
        // Coverage is all in attributes.
    }

    @Override
    public void end(String element) {
        if (element.equals("sourcefile") || element.equals("class")) {
            file = "";
        }
    }
}
