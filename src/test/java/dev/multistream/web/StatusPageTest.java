package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import dev.multistream.testing.Specs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page in a real browser. Pictures of it are left in target/pictures, to be looked at. */
@Timeout(120)
class StatusPageTest {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final InstantSource CLOCK = InstantSource.fixed(RunFixture.START.plusSeconds(50));
    private static Optional<Browser> browser = Optional.empty();

    @BeforeAll
    static void openTheBrowser() throws Exception {
        Optional<Path> program =
                Browser.program(Optional.ofNullable(System.getenv("PATH")).orElse(""));
        if (System.getProperty("harness.browser", "").equals("required")) {
            assertThat(program)
                    .as("Chromium is needed for these tests; on Debian and Ubuntu: apt-get install chromium")
                    .isPresent();
        }
        assumeTrue(program.isPresent(), "no Chromium on this machine; apt-get install chromium");
        browser = Optional.of(Browser.open(program.get()));
    }

    @AfterAll
    static void closeIt() {
        browser.ifPresent(Browser::close);
    }

    private static Browser browser() {
        return browser.orElseThrow();
    }

    @Test
    void what_happens_after_the_page_was_opened_is_shown_without_a_reload() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        run.log("dashboard.agent.codex", 1, "reading the mock-up\n\u001b[32mstyling\u001b[0m the <b>cards</b>\n");
        try (Served served = new Served(source, CLOCK)) {
            Browser page = browser();
            page.size(1280, 800, false);
            page.go(served.link());
            page.await("document.querySelectorAll('article').length === 4");
            page.await("document.querySelector('[aria-label=\"stream dashboard\"] .line')");
            assertThat(page.value("location.href")).isEqualTo(served.address + "#" + RunFixture.RUN);
            assertThat(page.text("[aria-label='stream dashboard'] .line")).isEqualTo("styling the <b>cards</b>");
            assertThat(page.text("[aria-label='stream dashboard']"))
                    .contains("running", "feature/dashboard", "styling the cards", "75 % by its own account", "48 s");
            page.picture(PICTURES.resolve("going-light.png"), false);
            page.size(1280, 800, true);
            page.picture(PICTURES.resolve("going-dark.png"), false);
            page.size(390, 844, false);
            page.picture(PICTURES.resolve("going-narrow.png"), true);

            StepId step = new StepId("dashboard.agent.codex");
            run.emit(
                    CLOCK.instant(),
                    new RunEvent.StepProgressed(step, 1, OptionalDouble.of(0.9), "the last card"),
                    new RunEvent.StepFinished(
                            step,
                            1,
                            Outcome.passed(),
                            Optional.of(RunFixture.agentDone(Runs.DASHBOARD)),
                            Optional.empty()),
                    new RunEvent.StepStarted(new StepId("dashboard.gate.unit"), 1),
                    new RunEvent.Noted(RunEvent.Level.WARNING, "<script>alert(1)</script>"));
            page.await("document.querySelector('[aria-label=\"stream dashboard\"]').innerText.includes('3 commits')");
            page.await("document.querySelector('.notes .warn')?.innerText.includes('<script>alert(1)</script>')");
            assertThat(
                            page.value(
                                    "document.querySelector('.node[data-focus=\"dashboard.agent.codex\"]').getAttribute('class')"))
                    .isEqualTo("node s-succeeded");
            assertThat(page.text("#connection")).isEqualTo("live");
        }
    }

    @Test
    void the_page_outlives_harness_and_finds_it_again() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        Browser page = browser();
        int port;
        try (Served served = new Served(source, CLOCK)) {
            port = served.address.getPort();
            page.go(served.link());
            page.await("document.querySelectorAll('article').length === 4");
        }
        page.await(
                "document.querySelector('.banner')?.innerText.includes('harness has ended before the run was finished')");
        assertThat(page.text("#connection")).isEqualTo("ended");
        assertThat(page.text("[aria-label='stream auth']")).contains("cut off").doesNotContain("running");
        run.emit(CLOCK.instant(), new RunEvent.RunEnded(RunResult.FAILED));
        try (Served again = new Served(source, CLOCK, port)) {
            page.await("document.querySelector('#title').innerText.includes('failed')");
            assertThat(page.text("#connection")).isEqualTo("live");
            assertThat(page.value("String(document.querySelector('.banner'))")).isEqualTo("null");
        }
        page.await("document.querySelector('.banner')?.innerText === 'harness has ended; this is its last state.'");
        page.picture(PICTURES.resolve("ended.png"), false);
    }

    @Test
    void a_review_shows_the_command_to_run() throws Exception {
        FakeRunSource source = new FakeRunSource();
        source.add(Runs.waitingReview()).dead();
        try (Served served = new Served(source, CLOCK)) {
            Browser page = browser();
            page.size(1280, 800, false);
            page.go(served.link());
            page.await("document.querySelector('table.runs a')");
            page.picture(PICTURES.resolve("list.png"), false);
            page.value("document.querySelector('table.runs a').click()");
            page.await("document.querySelector('.ask pre')");
            assertThat(page.text(".ask pre"))
                    .isEqualTo("harness review approve integrate --sha "
                            + RunFixture.commit("dashboard-merge").brief() + "\nharness resume");
            assertThat(page.text("#title")).contains("waiting for a person");
            page.picture(PICTURES.resolve("review.png"), true);
        }
    }

    @Test
    void a_log_opens_by_keyboard_follows_and_closes() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        run.log("perf.gate.unit", 1, "\u001b[1m> npm test\u001b[0m\n10 %\r20 %\rdone\n<img src=x onerror=alert(1)>\n");
        try (Served served = new Served(source, CLOCK)) {
            Browser page = browser();
            page.size(1280, 800, false);
            page.go(served.link());
            page.await("document.querySelector('button.pill')");
            page.value("document.querySelector('[aria-label=\"stream perf\"] button.pill').focus()");
            page.call(
                    "Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", "Enter", "code", "Enter", "text", "\r"));
            page.await("document.querySelector('#log pre')?.innerText.includes('npm test')");
            assertThat(page.text("#log pre")).isEqualTo("> npm test\ndone\n<img src=x onerror=alert(1)>\n");
            run.log(
                    "perf.gate.unit",
                    1,
                    "\u001b[1m> npm test\u001b[0m\n10 %\r20 %\rdone\n<img src=x onerror=alert(1)>\nand more\n");
            page.await("document.querySelector('#log pre').innerText.includes('and more')");
            page.picture(PICTURES.resolve("log.png"), false);
            page.press("Escape");
            page.await("document.querySelector('#log').hidden");
            assertThat(page.value("document.activeElement.dataset.focus")).isEqualTo("perf.gate.unit");
            assertThat(page.complaints()).noneMatch(complaint -> complaint.contains(served.address.getAuthority()));
        }
    }

    @Test
    void what_went_wrong_is_told_in_its_own_words() throws Exception {
        for (String name : List.of("red-gate", "conflict", "cancelled", "rolled-back", "infrastructure")) {
            FakeRunSource source = new FakeRunSource();
            RunFixture told = Runs.all().get(name).get();
            source.add(told).dead();
            try (Served served = new Served(source, CLOCK)) {
                Browser page = browser();
                page.size(1280, 800, false);
                page.go(served.link());
                page.await("document.querySelector('table.runs a')");
                page.go(served.address.resolve("/#" + RunFixture.RUN));
                page.await("document.querySelectorAll('article').length === 4");
                page.picture(PICTURES.resolve(name + ".png"), true);
                told.state().steps().values().stream()
                        .flatMap(step -> step.outcome().stream())
                        .filter(Outcome.Failed.class::isInstance)
                        .map(outcome -> ((Outcome.Failed) outcome).message())
                        .forEach(message ->
                                assertThat(page.text("main")).as(name).contains(message));
            }
        }
    }

    @Test
    void a_plan_of_two_hundred_steps_is_drawn_whole() throws Exception {
        FakeRunSource source = new FakeRunSource();
        Specs specs = Specs.named("large");
        List<String> streams =
                IntStream.range(0, 50).mapToObj(i -> "stream-" + i).toList();
        streams.forEach(stream -> specs.stream(stream, "do " + stream, List.of("codex"), "unit"));
        source.add(
                new RunFixture(specs.checkpoint("all", false, streams, "unit").build()).started());
        try (Served served = new Served(source, CLOCK)) {
            Browser page = browser();
            page.size(1280, 800, true);
            page.go(served.link());
            page.await("document.querySelectorAll('.node').length >= 200");
            page.value(
                    "document.querySelector('.dag').scrollIntoView(); document.querySelector('.dag').scrollLeft = 300");
            page.picture(PICTURES.resolve("large.png"), false);
            assertThat(page.value("String(document.documentElement.scrollWidth <= innerWidth)"))
                    .isEqualTo("true");
        }
    }
}
