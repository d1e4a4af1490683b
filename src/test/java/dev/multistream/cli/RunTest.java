package dev.multistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private static final String TWO = """
            version: 1
            agents:
              one: { run: "echo 1 > one.txt; echo done" }
              two: { run: "echo 2 > two.txt && git add . && git commit -q --allow-empty -m two" }
            gates:
              there: { run: "test -f README.md" }
            streams:
              one: { task: make one, agent: one, gates: [there] }
              two: { task: make two, agent: two, gates: [there] }
            checkpoints:
              all: { merge: [one, two], into: main, gates: [there] }
            """;

    /** Two streams that change the same line. */
    private static final String CONFLICT = """
            version: 1
            agents:
              one: { run: "sed -i s/two/TWO/ shared.txt" }
              two: { run: "sed -i s/two/zwei/ shared.txt; echo 2 > two.txt" }
              three: { run: "echo 3 > three.txt" }
            streams:
              one: { task: one, agent: one }
              two: { task: two, agent: two }
              three: { task: three, agent: three }
            checkpoints:
              all: { merge: [one, two, three], into: main%s }
            """;

    @Test
    void streams_are_merged_into_the_branch_that_is_checked_out_and_the_work_is_there() throws IOException {
        Site site = Site.with(dirs, "two", TWO);
        site.harness("run", "--no-page").expect(0);
        assertThat(site.files("main")).contains("one.txt", "two.txt");
        assertThat(site.git("status", "--porcelain")).isEqualTo("?? harness.yaml");
        assertThat(site.root.resolve("one.txt")).exists();
        assertThat(site.git("log", "--merges", "--format=%s"))
                .isEqualTo("Merge stream 'two' into main\nMerge stream 'one' into main");
        assertThat(site.git("log", "-1", "--format=%an %s", "harness/one")).isEqualTo("Ada one: make one");
        assertThat(site.root.resolve("harness-report/index.html")).exists();
        assertThat(Files.readString(site.root.resolve("harness-report/junit.xml")))
                .contains("harness.stream.one");
        assertThat(site.leftovers()).isEmpty();
    }

    @Test
    void a_finished_run_is_left_alone_by_resume_and_a_second_run_starts_afresh() {
        Site site = Site.with(dirs, "again", TWO);
        site.harness("run", "--no-page").expect(0);
        int entries = site.entries().size();
        assertThat(site.harness("resume").expect(0).err()).contains("is over");
        assertThat(site.entries()).hasSize(entries);
        String before = site.git("rev-parse", "main^{tree}");
        site.harness("run", "--no-page").expect(0);
        assertThat(site.git("rev-parse", "main^{tree}")).isEqualTo(before);
        site.harness("clean").expect(0);
        assertThat(site.git("worktree", "list").lines()).hasSize(1);
        assertThat(site.git("branch", "--format=%(refname:short)")).isEqualTo("main");
    }

    @Test
    void a_stream_that_conflicts_is_left_out_and_the_others_go_on() {
        Site site = Site.with(dirs, "conflict", CONFLICT.formatted(""));
        site.harness("run", "--no-page").expect(4);
        assertThat(site.files("main")).contains("three.txt").doesNotContain("two.txt");
        assertThat(site.git("show", "main:shared.txt")).isEqualTo("one\nTWO\nthree");
        assertThat(site.git("show", "harness/two:shared.txt")).isEqualTo("one\nzwei\nthree");
    }

    @Test
    void with_stop_a_conflict_keeps_the_checkpoint_from_being_published() {
        Site site = Site.with(dirs, "stop", CONFLICT.formatted(", on-conflict: stop"));
        site.harness("run", "--no-page").expect(4);
        assertThat(site.files("main")).doesNotContain("three.txt", "two.txt");
    }

    @Test
    void rules_resolve_conflicts() {
        Site union =
                Site.with(dirs, "union", CONFLICT.formatted(", conflicts: [{ paths: [shared.txt], resolve: union }]"));
        union.harness("run", "--no-page").expect(0);
        assertThat(union.git("show", "main:shared.txt")).isEqualTo("one\nTWO\nzwei\nthree");
        Site theirs =
                Site.with(dirs, "theirs", CONFLICT.formatted(", conflicts: [{ paths: [\"*.txt\"], resolve: theirs }]"));
        theirs.harness("run", "--no-page").expect(0);
        assertThat(theirs.git("show", "main:shared.txt")).isEqualTo("one\nzwei\nthree");
        Site made = Site.with(
                dirs,
                "made",
                CONFLICT.formatted(
                        ", conflicts: [{ paths: [shared.txt], resolve: regenerate, run: \"echo made > shared.txt\" }]"));
        made.harness("run", "--no-page").expect(0);
        assertThat(made.git("show", "main:shared.txt")).isEqualTo("made");
    }

    @Test
    void a_regeneration_that_changes_other_files_or_fails_is_no_resolution() {
        Site other = Site.with(
                dirs,
                "other",
                CONFLICT.formatted(
                        ", conflicts: [{ paths: [shared.txt], resolve: regenerate, run: \"echo x > shared.txt; echo x > README.md\" }]"));
        assertThat(other.harness("run", "--no-page").expect(4).err()).contains("README.md");
        Site failing = Site.with(
                dirs,
                "failing",
                CONFLICT.formatted(", conflicts: [{ paths: [shared.txt], resolve: regenerate, run: \"exit 3\" }]"));
        assertThat(failing.harness("run", "--no-page").expect(4).err()).contains("exit code 3");
    }

    @Test
    void a_person_resolves_a_conflict_in_a_prepared_worktree_and_resume_goes_on() throws IOException {
        Site site =
                Site.with(dirs, "human", CONFLICT.formatted(", conflicts: [{ paths: [shared.txt], resolve: human }]"));
        assertThat(site.harness("run", "--no-page").expect(3).err()).contains("_resolve-all-two");
        Path place = site.root.resolve(".worktrees/_resolve-all-two");
        assertThat(Files.readString(place.resolve("shared.txt"))).contains("<<<<<<<", "TWO", "zwei");
        site.harness("resume", "--no-page").expect(3);
        Files.writeString(place.resolve("shared.txt"), "one\nboth\nthree\n");
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.git("show", "main:shared.txt")).isEqualTo("one\nboth\nthree");
        assertThat(site.files("main")).contains("two.txt", "three.txt");
        assertThat(place).doesNotExist();
    }

    @Test
    void a_crossed_boundary_keeps_its_stream_out_and_names_the_file() {
        String yaml = """
                version: 1
                agents:
                  good: { run: "mkdir -p a && echo 1 > a/x" }
                  bad: { run: "mkdir -p b && echo 1 > b/x && echo more >> README.md" }
                streams:
                  good: { task: stay, agent: good, owns: ["a/**"] }
                  bad: { task: stray, agent: bad, owns: ["b/**"]%s }
                checkpoints:
                  all: { merge: [bad, good], into: main }
                """;
        Site block = Site.with(dirs, "block", yaml.formatted(""));
        assertThat(block.harness("run", "--no-page").expect(5).err()).contains("README.md");
        assertThat(block.files("main")).contains("a/x").doesNotContain("b/x");
        Site warn = Site.with(dirs, "warn", yaml.formatted(", boundary: warn"));
        warn.harness("run", "--no-page").expect(0);
        assertThat(warn.files("main")).contains("a/x", "b/x");
    }

    @Test
    void a_dirty_main_worktree_is_not_touched_and_the_run_says_what_to_do() throws IOException {
        Site site = Site.with(dirs, "dirty", TWO);
        site.write("README.md", "my unsaved work\n");
        String before = site.git("rev-parse", "main");
        assertThat(site.harness("run", "--no-page").expect(1).err()).contains("git merge --ff-only");
        assertThat(site.git("rev-parse", "main")).isEqualTo(before);
        assertThat(Files.readString(site.root.resolve("README.md"))).isEqualTo("my unsaved work\n");
        site.git("checkout", "-q", "README.md");
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.files("main")).contains("one.txt", "two.txt");
    }

    @Test
    void an_unpublished_branch_of_an_earlier_run_is_refused_continued_or_put_away() {
        String alone = "version: 1\nagents: { one: { run: \"echo x >> log.txt\" } }\n"
                + "streams: { one: { task: t, agent: one } }\n";
        Site site = Site.with(dirs, "unpublished", alone);
        site.harness("run", "--no-page").expect(0);
        assertThat(site.harness("run", "--no-page").expect(2).err()).contains("resume", "--continue", "clean");
        site.harness("run", "--continue", "--no-page").expect(0);
        assertThat(site.git("show", "harness/one:log.txt")).isEqualTo("x\nx");
        assertThat(site.harness("clean").expect(0).err()).contains("kept");
        assertThat(site.git("rev-parse", "--verify", "harness/one")).isNotEmpty();
    }

    @Test
    void a_review_publishes_exactly_what_was_approved_and_a_new_commit_voids_it() throws IOException {
        Site site = Site.with(dirs, "review", TWO.replace("into: main,", "into: main, review: { required: true },"));
        assertThat(site.harness("run", "--no-page").expect(3).err()).contains("harness review approve all");
        assertThat(site.files("main")).doesNotContain("one.txt");
        Path one = site.root.resolve(".worktrees/one");
        Files.writeString(one.resolve("late.txt"), "late\n");
        site.gitIn(one, "add", "late.txt");
        site.gitIn(one, "commit", "-q", "-m", "late");
        site.harness("review", "approve", "all").expect(0);
        site.harness("resume", "--no-page").expect(3);
        assertThat(site.files("main")).doesNotContain("one.txt");
        site.harness("review", "approve", "all", "--sha", "0123456789").expect(2);
        site.harness("review", "approve", "all", "--comment", "fine").expect(0);
        assertThat(site.files("main")).doesNotContain("one.txt");
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.files("main")).contains("one.txt", "two.txt", "late.txt");
    }

    @Test
    void a_rejected_checkpoint_is_not_published() {
        Site site = Site.with(
                dirs,
                "reject",
                TWO.replace("into: main,", "into: main, review: { required: true, by: [nobody-here] },"));
        site.harness("run", "--no-page").expect(3);
        assertThat(site.harness("review", "reject", "all").expect(2).err()).contains("nobody-here");
        site.write("harness.yaml", TWO);
        Site open = Site.with(dirs, "reject2", TWO.replace("into: main,", "into: main, review: { required: true },"));
        open.harness("run", "--no-page").expect(3);
        open.harness("review", "reject", "all", "--comment", "no").expect(0);
        open.harness("resume", "--no-page").expect(1);
        assertThat(open.files("main")).doesNotContain("one.txt");
    }

    @Test
    void a_rollback_moves_the_target_back_or_reverts_what_others_have_built_on() throws IOException {
        Site site = Site.with(dirs, "rollback", TWO);
        String before = site.git("rev-parse", "main");
        site.harness("run", "--no-page").expect(0);
        site.harness("rollback", "all").expect(0);
        assertThat(site.git("rev-parse", "main")).isEqualTo(before);
        assertThat(site.harness("rollback", "all").expect(2).err()).contains("already");

        Site built = Site.with(dirs, "rollback2", TWO);
        built.harness("run", "--no-page").expect(0);
        built.write("after.txt", "after\n");
        built.git("add", "after.txt");
        built.git("commit", "-q", "-m", "after");
        built.harness("rollback", "all").expect(0);
        assertThat(built.files("main")).contains("after.txt").doesNotContain("one.txt");
        assertThat(Files.exists(built.root.resolve("one.txt"))).isFalse();
    }

    @Test
    void failures_have_their_exit_codes() {
        String yaml = """
                version: 1
                agents: { one: { run: %s } }
                gates: { g: { run: "%s", timeout: 5s } }
                streams: { one: { task: t, agent: one, gates: [g] } }
                """;
        Site.with(dirs, "f1", yaml.formatted("exit 1", "true"))
                .harness("run", "--no-page")
                .expect(1);
        Site.with(dirs, "f2", yaml.formatted("\"true\"", "false"))
                .harness("run", "--no-page")
                .expect(1);
        Site.with(dirs, "f3", yaml.formatted("[no-such-program-here]", "true"))
                .harness("run", "--no-page")
                .expect(6);
        Site.with(dirs, "f4", yaml.formatted("\"true\"", "no-such-program-here"))
                .harness("run", "--no-page")
                .expect(1);
        Site.with(dirs, "f5", "version: 1\nstreams: {}\nfoo: 1\n")
                .harness("run", "--no-page")
                .expect(2);
    }

    @Test
    void the_work_of_a_stream_that_was_left_out_does_not_come_in_with_one_that_needs_it() {
        Site site = Site.with(dirs, "needs", """
                version: 1
                agents:
                  a: { run: "mkdir -p a && echo 1 > a/x && echo evil > stray" }
                  b: { run: "echo 2 > b.txt" }
                  c: { run: "echo 3 > c.txt" }
                streams:
                  a: { task: stray, agent: a, owns: ["a/**"] }
                  b: { task: built on a, agent: b, needs: [a] }
                  c: { task: alone, agent: c }
                checkpoints: { all: { merge: [a, b, c], into: main } }
                """);
        assertThat(site.harness("run", "--no-page").expect(5).err())
                .contains("stream 'b' contains the work of stream 'a', which is not merged");
        assertThat(site.files("main")).contains("c.txt").doesNotContain("stray", "b.txt");
    }

    @Test
    void a_resolution_can_be_taken_up_beside_a_failure_and_clean_keeps_its_worktree() throws IOException {
        Site site = Site.with(
                dirs,
                "beside",
                CONFLICT.formatted(", conflicts: [{ paths: [shared.txt], resolve: human }]")
                        .replace("echo 3 > three.txt", "exit 1"));
        site.harness("run", "--no-page").expect(1);
        Path place = site.root.resolve(".worktrees/_resolve-all-two");
        Files.writeString(place.resolve("shared.txt"), "one\nboth\nthree\n");
        site.harness("clean").expect(0);
        assertThat(place.resolve("shared.txt")).exists();
        site.harness("resume", "--no-page").expect(1);
        assertThat(site.git("show", "main:shared.txt")).isEqualTo("one\nboth\nthree");
    }

    @Test
    void secrets_reach_programs_and_neither_logs_nor_journal_nor_reports() throws IOException {
        Site site = Site.with(dirs, "secrets", """
                version: 1
                secrets: { TOKEN: { from: file, path: token.txt } }
                env: { TOKEN: "${{ secrets.TOKEN }}" }
                agents:
                  one: { run: "echo $TOKEN; test -n $TOKEN && echo 1 > one.txt" }
                gates:
                  red:
                    run: |
                      echo "<testsuite name='s' tests='1' failures='1'><testcase name='c'><failure message='$TOKEN'/></testcase></testsuite>" > r.xml
                      exit 1
                    reports: [r.xml]
                streams: { one: { task: t, agent: one, gates: [red] } }
                """);
        site.write("token.txt", "hunter-two-42\n");
        Site.Result result = site.harness("run", "--no-page").expect(1);
        assertThat(result.err()).doesNotContain("hunter-two-42");
        for (Path root : List.of(site.root.resolve(".git/harness"), site.root.resolve("harness-report"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain("hunter-two-42");
                }
            }
        }
    }

    @Test
    void commits_that_an_interrupted_agent_made_are_kept_wherever_its_head_was() throws Exception {
        Site site = Site.with(dirs, "precious", """
                version: 1
                agents:
                  one: { run: "test -f ../../../second || { echo p > precious.txt; git add .; git commit -qm precious; git checkout -q --detach HEAD~1; touch ../../../second; sleep 600; }; echo 1 > one.txt" }
                streams: { one: { task: t, agent: one } }
                """);
        Process run = site.startHarness("run", "--no-page");
        Waiting.until(() -> Files.exists(site.root.resolve("../second")));
        run.destroyForcibly().waitFor();
        site.harness("resume", "--no-page").expect(0);
        assertThat(site.git("log", "--all", "--format=%s")).contains("precious");
        assertThat(site.files("harness/one")).contains("one.txt").doesNotContain("precious.txt");
    }

    @Test
    void a_new_run_after_a_crash_ends_what_the_dead_one_has_left_running() throws Exception {
        String yaml = """
                version: 1
                agents: { one: { run: "%s" } }
                streams: { one: { task: t, agent: one } }
                """;
        Site site = Site.with(dirs, "dead", yaml.formatted("touch ../../../begun; sleep 600"));
        Process run = site.startHarness("run", "--no-page");
        Waiting.until(() -> Files.exists(site.root.resolve("../begun")));
        run.destroyForcibly().waitFor();
        site.write("harness.yaml", yaml.formatted("echo 1 > one.txt"));
        site.harness("run", "--no-page").expect(0);
        assertThat(site.leftovers()).isEmpty();
    }

    @Test
    void a_missing_target_branch_is_said_before_the_work() {
        Site site = Site.with(dirs, "target", TWO.replace("into: main", "into: release"));
        assertThat(site.harness("run", "--no-page").expect(2).err())
                .contains("harness.yaml:", "there is no such branch", "git branch release");
        assertThat(site.journal()).isEmpty();
    }

    @Test
    void a_second_process_is_turned_away_while_a_run_holds_the_repository_and_cancel_reaches_it() throws Exception {
        Site site = Site.with(dirs, "held", """
                version: 1
                agents: { one: { run: "echo begun; touch ../../begun; sleep 600" } }
                streams: { one: { task: t, agent: one } }
                """);
        Process first = site.startHarness("run", "--no-page");
        Waiting.until(() -> Files.exists(site.root.resolve("begun")));
        assertThat(site.harness("run", "--no-page").expect(7).err()).contains("another run holds");
        assertThat(site.harness("status").expect(0).out()).contains("going on");
        site.harness("cancel").expect(0);
        assertThat(first.waitFor()).isEqualTo(130);
        assertThat(site.leftovers()).isEmpty();
    }
}
