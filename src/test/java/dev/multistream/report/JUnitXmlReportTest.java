package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Template;
import dev.multistream.run.RunEvent;
import dev.multistream.testing.Golden;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JUnitXmlReportTest {
    static Stream<String> names() {
        return Fixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_report_obeys_its_schema_in_both_dialects(String name) throws Exception {
        for (JUnitXmlReport.Dialect dialect : JUnitXmlReport.Dialect.values()) {
            validate(render(name, dialect));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void another_reader_counts_the_same(String name) throws Exception {
        List<JUnitSuite> written = new JUnitSuites(Fixtures.model(name), Fixtures.LOGS).all();
        List<ReportTestSuite> read = read(render(name, JUnitXmlReport.Dialect.HARNESS));

        assertThat(cases(read))
                .hasSize(
                        written.stream().mapToInt(suite -> suite.cases().size()).sum());
        assertThat(cases(read).stream().filter(ReportTestCase::hasFailure).count())
                .isEqualTo(written.stream()
                        .mapToLong(suite -> suite.count(JUnitSuite.Element.FAILURE))
                        .sum());
        assertThat(cases(read).stream().filter(ReportTestCase::hasError).count())
                .isEqualTo(written.stream()
                        .mapToLong(suite -> suite.count(JUnitSuite.Element.ERROR))
                        .sum());
        assertThat(cases(read).stream().filter(ReportTestCase::hasSkipped).count())
                .isEqualTo(written.stream()
                        .mapToLong(suite -> suite.count(JUnitSuite.Element.SKIPPED))
                        .sum());
    }

    @Test
    void another_reader_sees_the_red_gate_and_the_users_own_failing_test() throws Exception {
        assertThat(cases(read(render("red-gate", JUnitXmlReport.Dialect.HARNESS))).stream()
                        .filter(ReportTestCase::hasFailure)
                        .map(one -> one.getFullClassName() + " " + one.getName() + " " + one.getFailureType()))
                .containsExactlyInAnyOrder(
                        "harness.stream.auth gate:unit gate.failed",
                        "harness.stream.auth.tests.unit.auth refuses a wrong password test.failed");
    }

    @Test
    void a_conflict_is_one_failure_where_it_belongs() throws Exception {
        List<ReportTestCase> cases = cases(read(render("conflict", JUnitXmlReport.Dialect.HARNESS)));

        assertThat(cases.stream().filter(ReportTestCase::hasFailure))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getFullClassName()).isEqualTo("harness.stream.dashboard");
                    assertThat(one.getName()).isEqualTo("conflicts");
                });
        assertThat(render("conflict", JUnitXmlReport.Dialect.HARNESS))
                .contains("file=\"src/server.js\" line=\"14\"")
                .contains("left out, see harness.stream.dashboard");
    }

    @Test
    void what_broke_outside_the_work_is_an_error() throws Exception {
        assertThat(cases(read(render("infrastructure", JUnitXmlReport.Dialect.HARNESS))).stream()
                        .filter(ReportTestCase::hasError)
                        .map(one -> one.getName() + " " + one.getFailureType()))
                .containsExactly("agent:codex agent.missing", "gate:unit disk");
    }

    @Test
    void red_runs_before_a_pass_are_flaky_failures() {
        assertThat(render("flaky-gate", JUnitXmlReport.Dialect.HARNESS))
                .contains("<flakyFailure message=\"exit code 1\" type=\"gate.failed\">");
    }

    @Test
    void the_two_runs_of_a_red_green_gate_are_no_repetition() {
        RunFixture run = Runs.flakyGate();
        ReportModel model = ReportModel.of(redGreen(run.spec()), run.plan(), run.entries(), Fixtures.NOW);

        assertThat(new JUnitXmlReport(model, Fixtures.LOGS, JUnitXmlReport.Dialect.HARNESS).render())
                .doesNotContain("flakyFailure");
    }

    /** The same with every gate a red-green one. */
    private static HarnessSpec redGreen(HarnessSpec spec) {
        Map<GateName, GateSpec> gates = new LinkedHashMap<>();
        CommandSpec command = new CommandSpec.Shell(Template.literal("npm test"));
        spec.gates()
                .forEach((name, gate) -> gates.put(
                        name,
                        new GateSpec(
                                name,
                                gate.place(),
                                new GateSpec.RedGreen(command, List.of("**/*.test.mjs")),
                                List.of(),
                                Map.of(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                false)));
        return new HarnessSpec(
                spec.name(),
                spec.base(),
                spec.repository(),
                spec.env(),
                spec.inputs(),
                spec.secrets(),
                spec.limits(),
                spec.onFailure(),
                spec.mode(),
                spec.communication(),
                spec.conflicts(),
                spec.agents(),
                spec.workspace(),
                spec.streams(),
                gates,
                spec.policies(),
                spec.checkpoints(),
                spec.commit());
    }

    @Test
    void what_was_done_anew_after_a_review_is_no_repetition() {
        assertThat(render("rejected", JUnitXmlReport.Dialect.HARNESS)).doesNotContain("flakyFailure", "rerunFailure");
        assertThat(render("resumed", JUnitXmlReport.Dialect.HARNESS))
                .contains("<flakyFailure message=\"harness died while it ran\" type=\"interrupted\">");
    }

    @Test
    void the_xunit_dialect_has_no_places_and_no_sum_of_skipped_cases() {
        String xml = render("conflict", JUnitXmlReport.Dialect.XUNIT);

        assertThat(xml).doesNotContain(" file=", " line=");
        assertThat(xml.lines().filter(line -> line.startsWith("<testsuites")))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("skipped"));
    }

    @Test
    void a_comma_locale_changes_nothing() {
        Locale before = Locale.getDefault();
        String usual = render("green", JUnitXmlReport.Dialect.HARNESS);
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(render("green", JUnitXmlReport.Dialect.HARNESS)).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void hostile_text_neither_breaks_the_file_nor_swells_it() {
        String xml = render("hostile", JUnitXmlReport.Dialect.HARNESS);

        assertThat(xml).doesNotContain("<script", "<![CDATA[", "\u001b", "\u0000", "\u202e", "]]>");
        assertThat(xml.length()).isLessThan(200_000);
    }

    @Test
    void a_log_of_ten_megabytes_is_quoted_at_its_end_only() {
        LogSource flood = new LogSource() {
            @Override
            public Optional<String> tail(RunEvent.Log log, int maxBytes) {
                return Optional.of("x".repeat(10_000_000));
            }

            @Override
            public Optional<String> path(RunEvent.Log log) {
                return Optional.empty();
            }
        };

        String xml = new JUnitXmlReport(Fixtures.model("red-gate"), flood, JUnitXmlReport.Dialect.HARNESS).render();

        assertThat(xml.length()).isLessThan(100_000);
    }

    @Test
    void the_log_of_a_failed_case_is_attached() {
        assertThat(render("red-gate", JUnitXmlReport.Dialect.HARNESS))
                .contains("[[ATTACHMENT|../runs/logs/auth.gate.unit.log]]</system-out>");
    }

    @Test
    void the_red_gate_reads_as_pinned() {
        Golden.assertSame("report/red-gate.junit.xml", render("red-gate", JUnitXmlReport.Dialect.HARNESS));
    }

    private static String render(String name, JUnitXmlReport.Dialect dialect) {
        return new JUnitXmlReport(Fixtures.model(name), Fixtures.LOGS, dialect).render();
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Path.of("schemas/junit.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    private static List<ReportTestSuite> read(String xml) throws Exception {
        return new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
    }

    private static List<ReportTestCase> cases(List<ReportTestSuite> suites) {
        return suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
    }
}
