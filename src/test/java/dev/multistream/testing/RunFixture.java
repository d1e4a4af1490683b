package dev.multistream.testing;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.model.RunId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Planner;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import dev.multistream.run.TestReport;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A journal for tests, told step by step with times in seconds after the start; entries are sorted by time when asked
 * for. Object names are the SHA-1 of a word, so that a test can name them.
 */
public final class RunFixture {
    /** When every fixture begins. */
    public static final Instant START = Instant.parse("2026-11-21T09:31:00Z");

    public static final RunId RUN = new RunId("2026-11-21-0931-brisk-otter");
    public static final Actor ALICE = new Actor("alice", "os");

    private record Timed(double second, RunEvent event) {}

    private final HarnessSpec spec;
    private final Plan plan;
    private final List<Timed> events = new ArrayList<>();
    private final Map<StepId, Integer> attempts = new HashMap<>();

    public RunFixture(HarnessSpec spec) {
        this.spec = spec;
        if (Planner.plan(spec, new Planner.Options(List.of(), false, 8)) instanceof Planner.Planned planned) {
            this.plan = planned.plan();
        } else {
            throw new IllegalArgumentException("the spec cannot be planned");
        }
    }

    public HarnessSpec spec() {
        return spec;
    }

    public Plan plan() {
        return plan;
    }

    public List<JournalEntry> entries() {
        List<Timed> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingDouble(Timed::second));
        List<JournalEntry> entries = new ArrayList<>();
        for (Timed timed : sorted) {
            entries.add(new JournalEntry(
                    entries.size() + 1, START.plusMillis(Math.round(timed.second() * 1000)), timed.event()));
        }
        return entries;
    }

    public RunState state() {
        return RunState.fold(plan, entries());
    }

    public RunFixture event(double second, RunEvent event) {
        events.add(new Timed(second, event));
        return this;
    }

    public RunFixture started() {
        return event(
                0,
                new RunEvent.RunStarted(
                        RUN,
                        spec.name(),
                        "/srv/vibetrees/harness.yaml",
                        "0.1.0",
                        Map.of("main", commit("base")),
                        Map.of(),
                        RunOptions.DEFAULT,
                        ALICE));
    }

    public RunFixture ended(double second, RunResult result) {
        return event(second, new RunEvent.RunEnded(result));
    }

    /** Begins the next attempt of a step. */
    public RunFixture begin(String step, double second) {
        int attempt = attempts.merge(new StepId(step), 1, Integer::sum);
        return event(second, new RunEvent.StepStarted(new StepId(step), attempt));
    }

    /** Ends the attempt that was begun last; with a log of {@code 2048} bytes. */
    public RunFixture end(String step, double second, Outcome outcome, Optional<StepResult> result) {
        StepId id = new StepId(step);
        int attempt = attempts.getOrDefault(id, 1);
        String log = "logs/" + step + (attempt > 1 ? "." + attempt : "") + ".log";
        return event(
                second,
                new RunEvent.StepFinished(id, attempt, outcome, result, Optional.of(new RunEvent.Log(log, 2048))));
    }

    public RunFixture passed(String step, double from, double to, StepResult result) {
        return begin(step, from).end(step, to, Outcome.passed(), Optional.of(result));
    }

    public RunFixture passed(String step, double from, double to) {
        return begin(step, from).end(step, to, Outcome.passed(), Optional.empty());
    }

    public RunFixture flaky(String step, double from, double to, StepResult result) {
        return begin(step, from).end(step, to, new Outcome.Passed(true), Optional.of(result));
    }

    public RunFixture failed(String step, double from, double to, Reason reason, String message, StepResult result) {
        return begin(step, from).end(step, to, Outcome.failed(reason, message), Optional.of(result));
    }

    public RunFixture failed(String step, double from, double to, Reason reason, String message) {
        return begin(step, from).end(step, to, Outcome.failed(reason, message), Optional.empty());
    }

    public RunFixture cancelled(String step, double from, double to, String why) {
        return begin(step, from).end(step, to, new Outcome.Cancelled(why), Optional.empty());
    }

    public RunFixture waitingForReview(String step, double at, CommitId commit) {
        return begin(step, at)
                .end(
                        step,
                        at,
                        new Outcome.Waiting(Outcome.WaitFor.REVIEW, "waits for the review of " + commit.brief()),
                        Optional.of(new StepResult.Reviewed(commit, Optional.empty())));
    }

    public RunFixture skipped(String step, double second, SkipReason reason, String because) {
        return event(second, new RunEvent.StepSkipped(new StepId(step), reason, because));
    }

    public RunFixture progress(String step, double second, double fraction, String task) {
        int attempt = attempts.getOrDefault(new StepId(step), 1);
        return event(second, new RunEvent.StepProgressed(new StepId(step), attempt, OptionalDouble.of(fraction), task));
    }

    public RunFixture noted(double second, RunEvent.Level level, String message) {
        return event(second, new RunEvent.Noted(level, message));
    }

    public RunFixture reviewed(double second, String checkpoint, CommitId commit, boolean approved, String comment) {
        return event(
                second,
                new RunEvent.ReviewGiven(
                        new Review(new CheckpointName(checkpoint), commit, approved, ALICE, Optional.of(comment))));
    }

    /** The object name that a word stands for. */
    public static CommitId commit(String word) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(word.getBytes(StandardCharsets.UTF_8));
            return new CommitId(String.format("%040x", new BigInteger(1, digest)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static StepResult worktree(String stream, String branch, StepResult.Stage... stages) {
        return new StepResult.WorktreeReady(
                "/srv/vibetrees/.worktrees/" + stream, new BranchName(branch), commit("base"), true, List.of(stages));
    }

    public static StepResult agentDone(StreamWork work) {
        return new StepResult.AgentDone(OptionalInt.of(0), true, Optional.of(work), List.of());
    }

    public static StepResult agentDone() {
        return new StepResult.AgentDone(OptionalInt.of(0), false, Optional.empty(), List.of());
    }

    /** A gate on a commit; each try is an exit code. */
    public static StepResult gate(String on, List<Integer> tries, TestReport... tests) {
        return new StepResult.GateDone(
                commit(on),
                tries.stream()
                        .map(code -> new StepResult.GateTry(OptionalInt.of(code), 2100, false))
                        .toList(),
                tests.length == 0 ? Optional.empty() : Optional.of(tests[0]),
                OptionalDouble.empty(),
                List.of());
    }

    public static TestReport.Case testCase(String name, TestReport.Result result, String... message) {
        return new TestReport.Case(
                "auth.test.mjs",
                "auth",
                name,
                0.012,
                result,
                message.length == 0 ? Optional.empty() : Optional.of(message[0]));
    }

    /** A report whose counts follow from its cases. */
    public static TestReport tests(TestReport.Case... cases) {
        return new TestReport(
                cases.length,
                count(TestReport.Result.FAILED, cases),
                count(TestReport.Result.ERRORED, cases),
                count(TestReport.Result.SKIPPED, cases),
                0.012 * cases.length,
                List.of(cases),
                0);
    }

    private static int count(TestReport.Result result, TestReport.Case... cases) {
        return (int)
                List.of(cases).stream().filter(one -> one.result() == result).count();
    }

    /** A stream's work: a commit for each subject, newest first, and these files. */
    public static StreamWork work(String stream, List<String> subjects, FileChange... files) {
        List<StreamWork.Commit> commits = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            String id = i == 0 ? stream + "-head" : stream + "-commit-" + (subjects.size() - i);
            commits.add(
                    new StreamWork.Commit(commit(id), "Ada Agent", START.plusSeconds(60L - 10L * i), subjects.get(i)));
        }
        return new StreamWork(commit("base"), commit(stream + "-head"), commits, subjects.size(), List.of(files));
    }

    public static FileChange added(String path, int lines) {
        return new FileChange(new RepoPath(path), Optional.empty(), FileChange.Kind.ADDED, lines, 0, false);
    }

    public static FileChange modified(String path, int added, int deleted) {
        return new FileChange(new RepoPath(path), Optional.empty(), FileChange.Kind.MODIFIED, added, deleted, false);
    }

    public static FileChange renamed(String from, String to) {
        return new FileChange(new RepoPath(to), Optional.of(new RepoPath(from)), FileChange.Kind.RENAMED, 3, 3, false);
    }

    /** The clean merge of a stream onto what the word {@code onto} stands for; the merge is {@code <stream>-merge}. */
    public static StepResult merged(String stream, String onto, StreamWork work) {
        return merge(stream, onto, true, List.of(), List.of(), work);
    }

    public static StepResult merge(
            String stream,
            String onto,
            boolean done,
            List<Crossing> crossings,
            List<FileConflict> conflicts,
            StreamWork work) {
        return new StepResult.StreamMerged(
                commit("base"),
                commit(onto),
                work.head(),
                done ? Optional.of(commit(stream + "-merge")) : Optional.empty(),
                done ? Optional.of(commit(stream + "-tree")) : Optional.empty(),
                Optional.of(commit(stream + (conflicts.isEmpty() ? "-tree" : "-simulated"))),
                crossings,
                conflicts,
                work);
    }

    public static StepResult published(String checkpoint, String from, String to) {
        return new StepResult.Published(
                new BranchName("main"),
                commit(from),
                commit(to),
                "refs/harness/kept/" + RUN + "/" + checkpoint,
                Optional.of("/srv/vibetrees"));
    }
}
