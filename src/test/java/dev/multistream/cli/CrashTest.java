package dev.multistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Harness is killed after each entry of its journal and takes the run up again: what comes out must be what an
 * undisturbed run gives.
 *
 * <p>The kill comes from outside, as soon as the n-th entry is on the disk, so it hits what follows that entry: a start
 * that was announced, a result that was just written, a branch that is being moved. The short form kills after every
 * third entry; {@code -Dharness.crashes=all} after each.
 */
class CrashTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private static final String YAML = """
            version: 1
            agents:
              one: { run: "echo 1 > one.txt && git add . && git commit -qm one && echo more >> one.txt" }
              two: { run: "echo 2 > two.txt; sed -i s/two/zwei/ shared.txt" }
              three: { run: "sed -i s/two/TWO/ shared.txt" }
            gates:
              there: { run: "test -f README.md" }
            streams:
              one: { task: make one, agent: one, gates: [there] }
              two: { task: make two, agent: two }
              three: { task: make three, agent: three }
            checkpoints:
              all:
                merge: [one, two, three]
                into: main
                gates: [there]
                conflicts: [{ paths: [shared.txt], resolve: union }]
            """;
    private static final Pattern STEP =
            Pattern.compile("\"type\":\"step-(started|finished)\",\"step\":\"([^\"]+)\",\"attempt\":(\\d+)");

    @Test
    void a_killed_run_that_is_resumed_ends_like_an_undisturbed_one() throws IOException, InterruptedException {
        Site calm = Site.with(dirs, "calm", YAML);
        calm.harness("run", "--no-page").expect(0);
        String tree = calm.git("rev-parse", "main^{tree}");
        String merges = calm.git("log", "--merges", "--format=%s", "main");
        int entries = calm.entries().size();
        int each = System.getProperty("harness.crashes", "").equals("all") ? 1 : 3;
        for (int n = 2; n < entries; n += each) {
            Site site = Site.with(dirs, "killed-" + n, YAML);
            int after = n;
            Process run = site.startHarness("run", "--no-page");
            Waiting.until(() -> site.entries().size() >= after || !run.isAlive());
            run.destroyForcibly().waitFor();
            Site.Result resumed = site.harness("resume", "--no-page").expect(0);
            String what = "killed after entry " + n + "\n" + resumed.err();
            assertThat(site.git("rev-parse", "main^{tree}")).as(what).isEqualTo(tree);
            assertThat(site.git("log", "--merges", "--format=%s", "main"))
                    .as(what)
                    .isEqualTo(merges);
            assertThat(site.git("status", "--porcelain")).as(what).isEqualTo("?? harness.yaml");
            assertThat(site.leftovers()).as(what).isEmpty();
            assertStartsAndEndsPair(site.entries(), what);
        }
    }

    private static void assertStartsAndEndsPair(List<String> entries, String what) {
        List<String> starts = new java.util.ArrayList<>();
        List<String> ends = new java.util.ArrayList<>();
        for (String entry : entries) {
            Matcher matcher = STEP.matcher(entry);
            if (matcher.find()) {
                (matcher.group(1).equals("started") ? starts : ends).add(matcher.group(2) + "#" + matcher.group(3));
            }
        }
        assertThat(ends).as(what).containsExactlyInAnyOrderElementsOf(starts).doesNotHaveDuplicates();
    }

    @Test
    void an_agent_that_goes_on_after_the_death_of_harness_is_ended_before_its_step_is_done_again()
            throws InterruptedException {
        Site site = Site.with(dirs, "orphan", """
                version: 1
                agents:
                  one: { run: "echo x >> ../../../starts; test $(wc -l < ../../../starts) -gt 1 || sleep 600; echo 1 > one.txt" }
                streams: { one: { task: t, agent: one } }
                checkpoints: { all: { merge: [one], into: main } }
                """);
        Process run = site.startHarness("run", "--no-page");
        Waiting.until(() -> java.nio.file.Files.exists(site.root.resolve("../starts")));
        run.destroyForcibly().waitFor();
        assertThat(site.leftovers()).isNotEmpty();
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.leftovers()).isEmpty();
        assertThat(site.files("main")).contains("one.txt");
    }

    @Test
    void ctrl_c_stops_gracefully_and_resume_goes_on() throws InterruptedException {
        Site site = Site.with(dirs, "interrupt", """
                version: 1
                agents:
                  one: { run: "echo x >> ../../../starts; test $(wc -l < ../../../starts) -gt 1 || sleep 600; echo 1 > one.txt" }
                streams: { one: { task: t, agent: one } }
                checkpoints: { all: { merge: [one], into: main } }
                """);
        Process run = site.startHarness("run", "--no-page");
        Waiting.until(() -> java.nio.file.Files.exists(site.root.resolve("../starts")));
        site.signal(run, "INT");
        assertThat(site.finish(run).exit()).isEqualTo(130);
        assertThat(site.leftovers()).isEmpty();
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.files("main")).contains("one.txt");
    }
}
