package dev.multistream.report;

import dev.multistream.run.SafeText;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The run as JUnit XML, flat, so that every known reader understands it; {@code schemas/junit.xsd} describes it.
 *
 * <p>Suites: {@code harness.run}; {@code harness.stream.<id>} with the cases {@code worktree}, {@code agent:<name>},
 * {@code gate:<name>}, {@code boundary}, {@code conflicts}; {@code harness.checkpoint.<name>} with {@code
 * merge:<stream>}, {@code gate:<name>}, {@code review}, {@code publish}; and the user's own tests as {@code
 * harness.stream.<id>.tests.<gate>}. {@code failure} means that the work is wrong, {@code error} that the world broke,
 * {@code skipped} all that was not decided; each fault is counted once, where it belongs.
 */
public final class JUnitXmlReport {
    private static final int MESSAGE = 1_000;
    private static final int TEXT = 20_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** For whom it is written. */
    public enum Dialect {
        /** With places ({@code file}, {@code line}) and all counts. */
        HARNESS,
        /** Without what the schema of Jenkins' xUnit plugin refuses. */
        XUNIT
    }

    private final List<JUnitSuite> suites;
    private final Dialect dialect;
    private final StringWriter text = new StringWriter();

    public JUnitXmlReport(ReportModel model, LogSource logs, Dialect dialect) {
        this.suites = new JUnitSuites(model, logs).all();
        this.dialect = dialect;
    }

    /** The text of {@code junit.xml}; call once. */
    public String render() {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml);
            root(xml);
            xml.writeEndDocument();
            xml.close();
            return text.append('\n').toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private void root(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        attribute(xml, "name", "harness");
        attribute(
                xml,
                "tests",
                "" + suites.stream().mapToInt(suite -> suite.cases().size()).sum());
        attribute(xml, "failures", "" + count(JUnitSuite.Element.FAILURE));
        attribute(xml, "errors", "" + count(JUnitSuite.Element.ERROR));
        if (dialect == Dialect.HARNESS) {
            attribute(xml, "skipped", "" + count(JUnitSuite.Element.SKIPPED));
        }
        attribute(
                xml,
                "time",
                seconds(suites.stream().mapToDouble(JUnitSuite::seconds).sum()));
        line(xml);
        Set<String> names = new HashSet<>();
        for (JUnitSuite suite : suites) {
            if (!names.add(suite.name())) {
                throw new IllegalStateException("two suites are called " + suite.name());
            }
            suite(xml, suite);
        }
        xml.writeEndElement();
    }

    private long count(JUnitSuite.Element element) {
        return suites.stream().mapToLong(suite -> suite.count(element)).sum();
    }

    private void suite(XMLStreamWriter xml, JUnitSuite suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", suite.name());
        attribute(xml, "tests", "" + suite.cases().size());
        attribute(xml, "failures", "" + suite.count(JUnitSuite.Element.FAILURE));
        attribute(xml, "errors", "" + suite.count(JUnitSuite.Element.ERROR));
        attribute(xml, "skipped", "" + suite.count(JUnitSuite.Element.SKIPPED));
        attribute(xml, "time", seconds(suite.seconds()));
        attribute(xml, "timestamp", TIME.format(suite.timestamp()));
        line(xml);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : new TreeMap<>(suite.properties()).entrySet()) {
            xml.writeEmptyElement("property");
            attribute(xml, "name", property.getKey());
            attribute(xml, "value", property.getValue());
        }
        xml.writeEndElement();
        line(xml);
        Set<String> names = new HashSet<>();
        for (JUnitSuite.Case one : suite.cases()) {
            testCase(xml, one, unique(one, names));
        }
        xml.writeEndElement();
        line(xml);
    }

    /** Names are compared as they are written: cleaning may make two equal that were not. */
    private static String unique(JUnitSuite.Case one, Set<String> names) {
        String name = SafeText.line(one.name(), MESSAGE);
        String candidate = name;
        for (int i = 2; !names.add(SafeText.line(one.classname(), MESSAGE) + "\n" + candidate); i++) {
            candidate = name + " (" + i + ")";
        }
        return candidate;
    }

    private void testCase(XMLStreamWriter xml, JUnitSuite.Case one, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", one.classname());
        attribute(xml, "name", name);
        attribute(xml, "time", seconds(one.seconds()));
        if (dialect == Dialect.HARNESS && one.place().isPresent()) {
            attribute(xml, "file", one.place().get().file());
            attribute(xml, "line", "" + one.place().get().line());
        }
        if (one.bad().isPresent()) {
            bad(xml, one.bad().get());
        }
        boolean passed = one.bad().isEmpty();
        boolean skipped = one.bad()
                .filter(bad -> bad.element() == JUnitSuite.Element.SKIPPED)
                .isPresent();
        for (JUnitSuite.Rerun rerun : skipped ? List.<JUnitSuite.Rerun>of() : one.reruns()) {
            xml.writeStartElement(passed ? "flakyFailure" : "rerunFailure");
            attribute(xml, "message", rerun.message());
            attribute(xml, "type", rerun.type());
            xml.writeStartElement("stackTrace");
            xml.writeCharacters(SafeText.block(rerun.message(), TEXT));
            xml.writeEndElement();
            xml.writeEndElement();
        }
        if (!one.output().isBlank()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(SafeText.block(one.output(), TEXT));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        line(xml);
    }

    private static void bad(XMLStreamWriter xml, JUnitSuite.Bad bad) throws XMLStreamException {
        if (bad.element() == JUnitSuite.Element.SKIPPED) {
            xml.writeEmptyElement(bad.element().tag());
            attribute(xml, "message", bad.message());
            return;
        }
        xml.writeStartElement(bad.element().tag());
        attribute(xml, "message", bad.message());
        attribute(xml, "type", bad.type());
        xml.writeCharacters(SafeText.block(bad.text(), TEXT));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, SafeText.line(value, MESSAGE));
    }

    private static void line(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** Never in a locale's or a scientific notation: one reader takes {@code 1,234} for more than a thousand. */
    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
