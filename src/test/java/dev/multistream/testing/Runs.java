package dev.multistream.testing;

import static dev.multistream.testing.RunFixture.ALICE;
import static dev.multistream.testing.RunFixture.added;
import static dev.multistream.testing.RunFixture.agentDone;
import static dev.multistream.testing.RunFixture.commit;
import static dev.multistream.testing.RunFixture.gate;
import static dev.multistream.testing.RunFixture.merge;
import static dev.multistream.testing.RunFixture.merged;
import static dev.multistream.testing.RunFixture.modified;
import static dev.multistream.testing.RunFixture.published;
import static dev.multistream.testing.RunFixture.renamed;
import static dev.multistream.testing.RunFixture.testCase;
import static dev.multistream.testing.RunFixture.tests;
import static dev.multistream.testing.RunFixture.work;
import static dev.multistream.testing.RunFixture.worktree;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import dev.multistream.run.TestReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Runs as they happen: three streams, {@code auth} (a team of two), {@code perf} and {@code dashboard}. */
public final class Runs {
    public static final StreamWork AUTH = work(
            "auth",
            List.of("Sign in with a password", "Hash passwords with argon2"),
            added("src/auth/login.js", 148),
            added("src/auth/login.test.mjs", 91),
            modified("src/server.js", 12, 3),
            modified("package.json", 2, 1));
    public static final StreamWork PERF = work(
            "perf",
            List.of("Read the index once, fixes #123"),
            modified("src/index.js", 34, 71),
            renamed("src/cache.js", "src/cache/lru.js"));
    public static final StreamWork DASHBOARD = work(
            "dashboard",
            List.of("Show the cards", "A page for the dashboard", "Add the mock-up's colours"),
            added("web/dashboard.html", 80),
            added("web/dashboard.css", 122),
            modified("src/server.js", 9, 0));

    private static final TestReport GREEN_TESTS = tests(
            testCase("signs in", TestReport.Result.PASSED),
            testCase("refuses a wrong password", TestReport.Result.PASSED),
            testCase("locks after ten tries", TestReport.Result.SKIPPED, "needs redis"));
    private static final TestReport RED_TESTS = tests(
            testCase("signs in", TestReport.Result.PASSED),
            testCase(
                    "refuses a wrong password",
                    TestReport.Result.FAILED,
                    "expected 401 but was 200\n  at login.test.mjs:17:5"));

    private Runs() {}

    /** Every run here by its name; new ones are made at each call. */
    public static Map<String, Supplier<RunFixture>> all() {
        Map<String, Supplier<RunFixture>> all = new LinkedHashMap<>();
        all.put("green", Runs::green);
        all.put("conflict-resolved", Runs::conflictResolved);
        all.put("conflict", Runs::conflict);
        all.put("crossing", Runs::crossing);
        all.put("red-gate", Runs::redGate);
        all.put("flaky-gate", Runs::flakyGate);
        all.put("waiting-review", Runs::waitingReview);
        all.put("rejected", Runs::rejected);
        all.put("cancelled", Runs::cancelled);
        all.put("infrastructure", Runs::infrastructure);
        all.put("resumed", Runs::resumed);
        all.put("rolled-back", Runs::rolledBack);
        all.put("going", Runs::going);
        all.put("empty", Runs::empty);
        return all;
    }

    private static RunFixture vibetrees(boolean review) {
        return new RunFixture(Specs.named("vibetrees").stream(
                                "auth",
                                "implement user authentication",
                                "feature/auth",
                                List.of("src/auth/**"),
                                List.of("security", "backend"),
                                "unit",
                                "docs")
                        .stream(
                                "perf",
                                "fix performance bug #123",
                                "bugfix/perf",
                                List.of("src/index.js", "src/cache/**"),
                                List.of("codex"),
                                "unit")
                        .stream(
                                "dashboard",
                                "add dashboard UI",
                                "feature/dashboard",
                                List.of(),
                                List.of("codex"),
                                "unit")
                        .checkpoint("integrate", review, List.of("auth", "perf", "dashboard"), "unit")
                        .build())
                .started();
    }

    private static RunFixture authWorks(RunFixture run) {
        return run.passed(
                        "auth.worktree",
                        0.1,
                        1.5,
                        worktree(
                                "auth",
                                "feature/auth",
                                new StepResult.Stage("worktree", 0, 600),
                                new StepResult.Stage("carry", 600, 40),
                                new StepResult.Stage("setup", 640, 760)))
                .passed("auth.agent.security", 1.5, 31, agentDone())
                .begin("auth.agent.backend", 31)
                .progress("auth.agent.backend", 40, 0.4, "writing the login form")
                .end("auth.agent.backend", 74, Outcome.passed(), Optional.of(agentDone(AUTH)));
    }

    private static RunFixture perfWorks(RunFixture run) {
        return run.passed("perf.worktree", 0.2, 1.3, worktree("perf", "bugfix/perf"))
                .passed("perf.agent.codex", 1.3, 48.6, agentDone(PERF));
    }

    private static RunFixture dashboardWorks(RunFixture run) {
        return run.passed("dashboard.worktree", 0.3, 1.6, worktree("dashboard", "feature/dashboard"))
                .passed("dashboard.agent.codex", 1.6, 62, agentDone(DASHBOARD));
    }

    private static RunFixture works(RunFixture run) {
        return dashboardWorks(perfWorks(authWorks(run)));
    }

    private static RunFixture gates(RunFixture run) {
        return run.passed("auth.gate.unit", 74, 78.2, gate("auth-head", List.of(0), GREEN_TESTS))
                .passed(
                        "auth.gate.docs",
                        78.2,
                        78.3,
                        new StepResult.GateDone(
                                commit("auth-head"),
                                List.of(),
                                Optional.empty(),
                                OptionalDouble.of(91.4),
                                List.of("docs/auth.md was changed")))
                .passed("perf.gate.unit", 48.6, 52.8, gate("perf-head", List.of(0)))
                .passed("dashboard.gate.unit", 62, 66.1, gate("dashboard-head", List.of(0)));
    }

    private static RunFixture merges(RunFixture run) {
        return run.passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 78.6, 78.9, merged("perf", "auth-merge", PERF))
                .passed("integrate.merge.dashboard", 78.9, 79.2, merged("dashboard", "perf-merge", DASHBOARD))
                .passed("integrate.gate.unit", 79.2, 83.9, gate("dashboard-merge", List.of(0), GREEN_TESTS));
    }

    /** Everything passes and is published. */
    public static RunFixture green() {
        return merges(gates(works(vibetrees(false))))
                .passed("integrate.publish", 83.9, 84, published("integrate", "base", "dashboard-merge"))
                .ended(84, RunResult.PASSED);
    }

    /** {@code dashboard} conflicts in two files, which a rule resolves. */
    public static RunFixture conflictResolved() {
        FileConflict first = new FileConflict(
                        new RepoPath("src/server.js"),
                        "contents",
                        List.of(new FileConflict.Hunk(
                                14,
                                "app.get('/', home);",
                                "app.get('/', home);\napp.post('/login', login);",
                                "app.get('/', home);\napp.get('/dashboard', dashboard);")),
                        Optional.empty())
                .resolvedBy("union");
        FileConflict second = new FileConflict(
                        new RepoPath("package-lock.json"), "contents", List.of(), Optional.empty())
                .resolvedBy("regenerate");
        return gates(works(vibetrees(false)))
                .passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 78.6, 78.9, merged("perf", "auth-merge", PERF))
                .passed(
                        "integrate.merge.dashboard",
                        78.9,
                        80.2,
                        merge("dashboard", "perf-merge", true, List.of(), List.of(first, second), DASHBOARD))
                .passed("integrate.gate.unit", 80.2, 84.9, gate("dashboard-merge", List.of(0), GREEN_TESTS))
                .passed("integrate.publish", 84.9, 85, published("integrate", "base", "dashboard-merge"))
                .ended(85, RunResult.PASSED);
    }

    /** {@code dashboard} conflicts and is left out; the others are published. */
    public static RunFixture conflict() {
        FileConflict conflict = new FileConflict(
                new RepoPath("src/server.js"),
                "contents",
                List.of(new FileConflict.Hunk(
                        14,
                        "app.listen(3000);",
                        "app.use(session());\napp.listen(3000);",
                        "app.listen(process.env.PORT ?? 3000);")),
                Optional.empty());
        return gates(works(vibetrees(false)))
                .passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 78.6, 78.9, merged("perf", "auth-merge", PERF))
                .failed(
                        "integrate.merge.dashboard",
                        78.9,
                        79.2,
                        Reason.CONFLICT,
                        "1 file conflicts with what was merged before: src/server.js",
                        merge("dashboard", "perf-merge", false, List.of(), List.of(conflict), DASHBOARD))
                .passed("integrate.gate.unit", 79.2, 83.9, gate("perf-merge", List.of(0)))
                .passed("integrate.publish", 83.9, 84, published("integrate", "base", "perf-merge"))
                .ended(84, RunResult.CONFLICT);
    }

    /** {@code dashboard} changes a file of {@code perf} and is left out. */
    public static RunFixture crossing() {
        Crossing crossing = new Crossing(
                new StreamId("dashboard"),
                new RepoPath("src/index.js"),
                Crossing.Rule.OWNED_BY_OTHER,
                Optional.of("src/index.js"),
                Optional.of(new StreamId("perf")));
        return gates(works(vibetrees(false)))
                .passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 78.6, 78.9, merged("perf", "auth-merge", PERF))
                .failed(
                        "integrate.merge.dashboard",
                        78.9,
                        79.2,
                        Reason.BOUNDARY,
                        crossing.describe(),
                        merge("dashboard", "perf-merge", false, List.of(crossing), List.of(), DASHBOARD))
                .passed("integrate.gate.unit", 79.2, 83.9, gate("perf-merge", List.of(0)))
                .passed("integrate.publish", 83.9, 84, published("integrate", "base", "perf-merge"))
                .ended(84, RunResult.BOUNDARY);
    }

    /** {@code auth} fails its unit gate and is left out. */
    public static RunFixture redGate() {
        return works(vibetrees(false))
                .failed(
                        "auth.gate.unit",
                        74,
                        78.2,
                        Reason.GATE_FAILED,
                        "exit code 1 after 4.2 s; 1 of 2 tests failed",
                        gate("auth-head", List.of(1), RED_TESTS))
                .passed("auth.gate.docs", 78.2, 78.3, gate("auth-head", List.of(0)))
                .passed("perf.gate.unit", 48.6, 52.8, gate("perf-head", List.of(0)))
                .passed("dashboard.gate.unit", 62, 66.1, gate("dashboard-head", List.of(0)))
                .skipped("integrate.merge.auth", 78.3, SkipReason.UPSTREAM, "auth.gate.unit failed")
                .passed("integrate.merge.perf", 78.3, 78.6, merged("perf", "base", PERF))
                .passed("integrate.merge.dashboard", 78.6, 78.9, merged("dashboard", "perf-merge", DASHBOARD))
                .passed("integrate.gate.unit", 78.9, 83, gate("dashboard-merge", List.of(0)))
                .passed("integrate.publish", 83, 83.1, published("integrate", "base", "dashboard-merge"))
                .ended(83.1, RunResult.FAILED);
    }

    /** The checkpoint's gate passes on its second try. */
    public static RunFixture flakyGate() {
        return gates(works(vibetrees(false)))
                .passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 78.6, 78.9, merged("perf", "auth-merge", PERF))
                .passed("integrate.merge.dashboard", 78.9, 79.2, merged("dashboard", "perf-merge", DASHBOARD))
                .flaky("integrate.gate.unit", 79.2, 88.1, gate("dashboard-merge", List.of(1, 0)))
                .passed("integrate.publish", 88.1, 88.2, published("integrate", "base", "dashboard-merge"))
                .ended(88.2, RunResult.PASSED);
    }

    /** Certified; a person must approve. */
    public static RunFixture waitingReview() {
        return merges(gates(works(vibetrees(true))))
                .waitingForReview("integrate.review", 83.9, commit("dashboard-merge"))
                .ended(84, RunResult.WAITING);
    }

    /** Certified, and rejected by alice. */
    public static RunFixture rejected() {
        return waitingReview()
                .event(900, new RunEvent.RunResumed("0.1.0", ALICE))
                .reviewed(900.1, "integrate", commit("dashboard-merge"), false, "The session never expires.")
                .event(900.2, new RunEvent.StepsReset(List.of(new StepId("integrate.review")), "alice rejected it"))
                .failed(
                        "integrate.review",
                        900.3,
                        900.3,
                        Reason.REVIEW_REJECTED,
                        "rejected by alice: The session never expires.")
                .skipped("integrate.publish", 900.4, SkipReason.UPSTREAM, "integrate.review failed")
                .ended(900.5, RunResult.FAILED);
    }

    /** Ctrl-C while all agents work. */
    public static RunFixture cancelled() {
        RunFixture run = vibetrees(false)
                .passed("auth.worktree", 0.1, 1.5, worktree("auth", "feature/auth"))
                .passed("perf.worktree", 0.2, 1.3, worktree("perf", "bugfix/perf"))
                .passed("dashboard.worktree", 0.3, 1.6, worktree("dashboard", "feature/dashboard"))
                .cancelled("auth.agent.security", 1.5, 20.3, "interrupted by alice")
                .cancelled("perf.agent.codex", 1.3, 20.4, "interrupted by alice")
                .cancelled("dashboard.agent.codex", 1.6, 20.4, "interrupted by alice")
                .event(20, new RunEvent.CancelRequested(ALICE, false, RunEvent.Cause.INTERRUPT));
        for (String step : List.of(
                "auth.agent.backend",
                "auth.gate.unit",
                "auth.gate.docs",
                "perf.gate.unit",
                "dashboard.gate.unit",
                "integrate.merge.auth",
                "integrate.merge.perf",
                "integrate.merge.dashboard",
                "integrate.gate.unit",
                "integrate.publish")) {
            run.skipped(step, 20.5, SkipReason.CANCELLED, "the run was cancelled");
        }
        return run.ended(20.6, RunResult.INTERRUPTED);
    }

    /** The program of {@code perf}'s agent is not there, and {@code auth}'s comes back after a retry. */
    public static RunFixture infrastructure() {
        RunFixture run = vibetrees(false)
                .passed("auth.worktree", 0.1, 1.5, worktree("auth", "feature/auth"))
                .failed("auth.agent.security", 1.5, 4, Reason.TEMPORARY, "exit code 75: the model is overloaded")
                .event(
                        4,
                        new RunEvent.RetryPlanned(
                                new StepId("auth.agent.security"),
                                2,
                                RunFixture.START.plusSeconds(14),
                                "exit code 75: the model is overloaded"))
                .passed("auth.agent.security", 14, 31, agentDone())
                .passed("auth.agent.backend", 31, 74, agentDone(AUTH))
                .passed("perf.worktree", 0.2, 1.3, worktree("perf", "bugfix/perf"))
                .failed("perf.agent.codex", 1.3, 1.4, Reason.AGENT_MISSING, "program './codex' was not found")
                .skipped("perf.gate.unit", 1.4, SkipReason.UPSTREAM, "perf.agent.codex failed")
                .skipped("integrate.merge.perf", 1.4, SkipReason.UPSTREAM, "perf.agent.codex failed");
        return dashboardWorks(run)
                .passed("auth.gate.unit", 74, 78.2, gate("auth-head", List.of(0), GREEN_TESTS))
                .passed("auth.gate.docs", 78.2, 78.3, gate("auth-head", List.of(0)))
                .passed("dashboard.gate.unit", 62, 66.1, gate("dashboard-head", List.of(0)))
                .passed("integrate.merge.auth", 78.3, 78.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.dashboard", 78.6, 78.9, merged("dashboard", "auth-merge", DASHBOARD))
                .failed("integrate.gate.unit", 78.9, 79, Reason.DISK, "no space left on device")
                .skipped("integrate.publish", 79, SkipReason.UPSTREAM, "integrate.gate.unit failed")
                .ended(79.1, RunResult.INFRASTRUCTURE);
    }

    /** Harness died while {@code auth}'s second agent worked, and was resumed a minute later. */
    public static RunFixture resumed() {
        RunFixture run = vibetrees(false)
                .passed("auth.worktree", 0.1, 1.5, worktree("auth", "feature/auth"))
                .passed("auth.agent.security", 1.5, 31, agentDone())
                .begin("auth.agent.backend", 31)
                .event(120, new RunEvent.RunResumed("0.1.0", ALICE))
                .noted(120.1, RunEvent.Level.WARNING, "the last line of the journal was torn and has been cut off")
                .end(
                        "auth.agent.backend",
                        120.2,
                        Outcome.failed(Reason.INTERRUPTED, "harness died while it ran"),
                        Optional.empty())
                .event(
                        120.3,
                        new RunEvent.RetryPlanned(
                                new StepId("auth.agent.backend"),
                                2,
                                RunFixture.START.plusSeconds(120),
                                "harness died while it ran"))
                .passed("auth.agent.backend", 120.4, 150, agentDone(AUTH));
        return dashboardWorks(perfWorks(run))
                .passed("auth.gate.unit", 150, 154.2, gate("auth-head", List.of(0), GREEN_TESTS))
                .passed("auth.gate.docs", 154.2, 154.3, gate("auth-head", List.of(0)))
                .passed("perf.gate.unit", 48.6, 52.8, gate("perf-head", List.of(0)))
                .passed("dashboard.gate.unit", 62, 66.1, gate("dashboard-head", List.of(0)))
                .passed("integrate.merge.auth", 154.3, 154.6, merged("auth", "base", AUTH))
                .passed("integrate.merge.perf", 154.6, 154.9, merged("perf", "auth-merge", PERF))
                .passed("integrate.merge.dashboard", 154.9, 155.2, merged("dashboard", "perf-merge", DASHBOARD))
                .passed("integrate.gate.unit", 155.2, 159.9, gate("dashboard-merge", List.of(0)))
                .passed("integrate.publish", 159.9, 160, published("integrate", "base", "dashboard-merge"))
                .ended(160, RunResult.PASSED);
    }

    /** Published, reviewed and undone. */
    public static RunFixture rolledBack() {
        return merges(gates(works(vibetrees(true))))
                .waitingForReview("integrate.review", 83.9, commit("dashboard-merge"))
                .ended(84, RunResult.WAITING)
                .event(600, new RunEvent.RunResumed("0.1.0", ALICE))
                .reviewed(600.1, "integrate", commit("dashboard-merge"), true, "Looks right.")
                .event(600.2, new RunEvent.StepsReset(List.of(new StepId("integrate.review")), "alice approved it"))
                .passed("integrate.review", 600.3, 600.3)
                .passed("integrate.publish", 600.4, 600.6, published("integrate", "base", "dashboard-merge"))
                .ended(600.7, RunResult.PASSED)
                .event(3600, new RunEvent.RunResumed("0.1.0", ALICE))
                .event(
                        3600.2,
                        new RunEvent.RolledBack(
                                new CheckpointName("integrate"),
                                new BranchName("main"),
                                commit("dashboard-merge"),
                                commit("base"),
                                false,
                                ALICE))
                .ended(3600.3, RunResult.PASSED);
    }

    /** Still going: {@code perf} is at its gate, the others at their agents. */
    public static RunFixture going() {
        RunFixture run = vibetrees(false)
                .passed("auth.worktree", 0.1, 1.5, worktree("auth", "feature/auth"))
                .passed("auth.agent.security", 1.5, 31, agentDone())
                .begin("auth.agent.backend", 31)
                .progress("auth.agent.backend", 40, 0.4, "writing the login form")
                .passed("dashboard.worktree", 0.3, 1.6, worktree("dashboard", "feature/dashboard"))
                .begin("dashboard.agent.codex", 1.6)
                .progress("dashboard.agent.codex", 45, 0.75, "styling the cards");
        return perfWorks(run).begin("perf.gate.unit", 48.6);
    }

    /** Nothing has happened but the start, with texts that try to break out of every format. */
    public static RunFixture hostile() {
        String evil = "<script>alert(1)</script> \" onerror='x' ]]> \u001b[31mred\u001b[0m \u202egnp.exe "
                + "[click](javascript:alert(1)) | @everyone ::error::x \ud800 \u0000 `x` <!-- -->";
        StreamWork work = new StreamWork(
                commit("base"),
                commit("auth-head"),
                List.of(new StreamWork.Commit(commit("auth-head"), evil, RunFixture.START, evil)),
                1,
                List.of(added("src/<img src=x onerror=alert(1)>\"'.js", 1), modified("a|b`c\nd.md", 1, 1)));
        FileConflict conflict = new FileConflict(
                new RepoPath("</td><script>x</script>"),
                "contents",
                List.of(new FileConflict.Hunk(1, evil, "```\n# out\n```", "</pre><script>x</script>")),
                Optional.empty());
        return new RunFixture(Specs.named("<b>evil</b> | run").stream("auth", evil, List.of("backend"), "unit")
                        .checkpoint("integrate", false, List.of("auth"))
                        .build())
                .started()
                .passed("auth.worktree", 0.1, 1, worktree("auth", "feature/auth"))
                .passed("auth.agent.backend", 1, 2, agentDone(work))
                .begin("auth.gate.unit", 2)
                .progress("auth.gate.unit", 2.5, Double.NaN, evil)
                .end(
                        "auth.gate.unit",
                        3,
                        new Outcome.Passed(true),
                        Optional.of(new StepResult.GateDone(
                                commit("auth-head"),
                                List.of(
                                        new StepResult.GateTry(OptionalInt.of(1), 10, false),
                                        new StepResult.GateTry(OptionalInt.of(0), 10, false)),
                                Optional.of(tests(
                                        testCase(evil, TestReport.Result.FAILED, evil + "x".repeat(1_000_000)),
                                        testCase(evil, TestReport.Result.PASSED))),
                                OptionalDouble.empty(),
                                List.of(evil))))
                .failed(
                        "integrate.merge.auth",
                        3,
                        4,
                        Reason.CONFLICT,
                        evil + "y".repeat(1_000_000),
                        merge("auth", "base", false, List.of(), List.of(conflict), work))
                .skipped("integrate.publish", 4, SkipReason.UPSTREAM, evil)
                .noted(4, RunEvent.Level.WARNING, evil)
                .ended(4, RunResult.CONFLICT);
    }

    /** Just started. */
    public static RunFixture empty() {
        return vibetrees(false);
    }
}
