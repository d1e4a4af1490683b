package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.multistream.run.TestReport;
import dev.multistream.run.TestReport.Case;
import dev.multistream.run.TestReport.Result;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JUnitXmlReaderTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "surefire.xml, 6, 2, 1, 1",
        "gradle.xml, 2, 1, 0, 0",
        "jest.xml, 3, 1, 0, 1",
        "vitest.xml, 2, 1, 0, 0",
        "pytest.xml, 4, 1, 1, 1",
        "go-junit-report.xml, 3, 1, 0, 1",
        "googletest.xml, 3, 1, 0, 1",
        "nested.xml, 5, 0, 1, 1",
    })
    void every_dialect_is_counted_by_its_cases(String file, int tests, int failures, int errors, int skipped)
            throws Exception {
        TestReport report = read(Corpus.file("junit/" + file));
        assertThat(report.tests()).isEqualTo(tests);
        assertThat(report.failures()).isEqualTo(failures);
        assertThat(report.errors()).isEqualTo(errors);
        assertThat(report.skipped()).isEqualTo(skipped);
        assertThat(report.cases()).hasSize(tests);
        assertThat(report.dropped()).isZero();
        assertThat(report.isGreen()).isFalse();
    }

    @Test
    void red_cases_come_first_with_their_messages_and_earlier_tries_decide_nothing() throws Exception {
        TestReport report = read(Corpus.file("junit/surefire.xml"));
        assertThat(report.cases())
                .extracting(Case::name, Case::result)
                .containsExactly(
                        tuple("rounds", Result.FAILED),
                        tuple("opens", Result.ERRORED),
                        tuple("totals", Result.FAILED),
                        tuple("later", Result.SKIPPED),
                        tuple("adds", Result.PASSED),
                        tuple("sometimes", Result.PASSED));
        assertThat(report.cases().get(0).message())
                .contains("expected: <2> but was: <3>\n"
                        + "org.opentest4j.AssertionFailedError: expected: <2> but was: <3>\n"
                        + "\tat com.acme.CartTest.rounds(CartTest.java:21)");
        assertThat(report.cases().get(2).message()).contains("java.lang.AssertionError");
        assertThat(report.cases().get(3).message()).contains("not yet");
        assertThat(report.cases().get(4).message()).isEmpty();
        assertThat(report.cases().get(5).message()).isEmpty();
        assertThat(report.seconds()).isCloseTo(1200.862, Offset.offset(0.0001));
    }

    @Test
    void a_message_that_the_text_repeats_is_said_once() throws Exception {
        assertThat(read(Corpus.file("junit/gradle.xml")).cases().get(0).message())
                .contains("java.lang.AssertionError: boom\n\tat com.acme.CartTest.rounds(CartTest.java:21)");
        assertThat(read(Corpus.file("junit/googletest.xml")).cases().get(0).message())
                .contains("cart_test.cc:10\nExpected equality");
    }

    @Test
    void what_is_missing_in_a_case_is_taken_from_around_it() throws Exception {
        TestReport report = read(Corpus.file("junit/nested.xml"));
        assertThat(report.cases())
                .extracting(Case::suite, Case::classname, Case::name, Case::seconds, Case::result)
                .containsExactly(
                        tuple("inner", "c", "red", 0.25, Result.ERRORED),
                        tuple("inner", "c", "(unnamed)", 0.0, Result.SKIPPED),
                        tuple("outer", "outer", "no time, no class", 0.0, Result.PASSED),
                        tuple("outer", "outer", "inherits", 0.0, Result.PASSED),
                        tuple("outer", "outer", "endless", 0.0, Result.PASSED));
    }

    @Test
    void a_suite_that_claims_failures_but_lists_none_is_an_error() throws Exception {
        TestReport report = readText("<testsuites><testsuite name='s' failures='2' errors='1'>"
                + "<testcase name='a'/></testsuite></testsuites>");
        assertThat(report.errors()).isEqualTo(1);
        assertThat(report.cases().get(0).message()).contains("the suite claims 3 failures or errors but lists none");
        assertThat(readText("<testsuites failures='2'><testsuite><testcase name='a'/></testsuite></testsuites>")
                        .errors())
                .isEqualTo(1);
        assertThat(readText("<testsuites failures='1'><testsuite failures='1'><testcase name='a'><failure/>"
                                + "</testcase></testsuite></testsuites>")
                        .errors())
                .isZero();
        assertThat(readText("<testsuite failures='x' errors=''><testcase name='a'/></testsuite>")
                        .isGreen())
                .isTrue();
    }

    @Test
    void an_error_of_a_suite_outside_of_its_cases_counts() throws Exception {
        TestReport report = readText("<testsuite name='s' errors='1'><error message='no such module'/></testsuite>");
        assertThat(report.cases())
                .extracting(Case::suite, Case::result, c -> c.message().orElse(""))
                .containsExactly(tuple("s", Result.ERRORED, "no such module"));
        assertThat(readText("<testsuite name='s'><failure/><skipped/></testsuite>")
                        .cases()
                        .get(0)
                        .message())
                .contains("the suite failed as a whole");
    }

    @Test
    void output_and_properties_that_look_like_verdicts_are_none() throws Exception {
        TestReport report = readText("<testsuite><testcase name='a'><properties><failure/></properties>"
                + "<system-out>&lt;failure/&gt;</system-out></testcase></testsuite>");
        assertThat(report.failures()).isZero();
        assertThat(report.cases().get(0).message()).isEmpty();
    }

    @Test
    void another_root_is_no_junit_report() {
        assertThatThrownBy(() -> readText("<html><body/></html>"))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessage("report.xml:1: not a JUnit XML report: its root is 'html', not 'testsuites'");
    }

    @Test
    void many_cases_are_counted_and_few_are_kept() throws Exception {
        Path file = Corpus.large(
                directory.resolve("many.xml"),
                "<testsuite name='s'>",
                "<testcase name='ok'/><testcase name='no'><failure message='m'/></testcase>"
                        + "<testcase name='later'><skipped/></testcase>",
                2_000_000,
                "</testsuite>");
        TestReport report = read(file);
        assertThat(report.tests()).isGreaterThan(40_000);
        assertThat(report.failures()).isEqualTo(report.tests() / 3);
        assertThat(report.skipped()).isEqualTo(report.tests() / 3);
        assertThat(report.cases()).hasSize(2000);
        assertThat(report.dropped()).isEqualTo(report.tests() - 2000);
    }

    @Test
    void long_names_and_messages_are_cut_and_later_messages_shorter() throws Exception {
        StringBuilder text = new StringBuilder("<testsuite>");
        for (int i = 0; i < 101; i++) {
            text.append("<testcase name='").append("n".repeat(600)).append("'><failure message='");
            text.append("m".repeat(3000)).append("'>").append("t".repeat(3000)).append("</failure></testcase>");
        }
        TestReport report = readText(text + "</testsuite>");
        assertThat(report.cases().get(0).name()).hasSize(500);
        assertThat(report.cases().get(0).message().orElseThrow()).hasSize(4000);
        assertThat(report.cases().get(100).message().orElseThrow()).hasSize(300);
        assertThat(TestTally.cut("ab😀", 3)).isEqualTo("ab");
        assertThat(TestTally.cut("ab😀", 4)).isEqualTo("ab😀");
    }

    @ParameterizedTest(name = "''{0}'' is {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|1.5",
                "1,234.5|1234.5",
                "1,234|1234",
                "0,25|0.25",
                "1.2E1|12",
                "''|0",
                "x|0",
                "-1|0",
                "NaN|0",
                "Infinity|0",
                "' 2 '|2"
            })
    void times_are_read_as_tools_write_them(String text, double seconds) {
        assertThat(JUnitXmlReader.seconds(text)).isEqualTo(seconds);
    }

    private TestReport readText(String text) throws UnreadableReportException {
        return read(Corpus.write(directory.resolve("report.xml"), text));
    }

    private static TestReport read(Path file) throws UnreadableReportException {
        TestTally tally = new TestTally();
        new XmlReport(file, String.valueOf(file.getFileName())).read(new JUnitXmlReader(tally));
        return tally.report();
    }
}
