package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.Place;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.plan.Step;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunResult;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.TestReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says which suites and cases a run consists of; see {@link JUnitXmlReport} for the rules. */
final class JUnitSuites {
    private static final int TAIL = 10_000;

    private final ReportModel model;
    private final LogSource logs;

    JUnitSuites(ReportModel model, LogSource logs) {
        this.model = model;
        this.logs = logs;
    }

    List<JUnitSuite> all() {
        List<JUnitSuite> suites = new ArrayList<>();
        suites.add(run());
        for (ReportModel.StreamReport stream : model.streams()) {
            suites.add(stream(stream));
            suites.addAll(tests("harness.stream." + stream.id(), stream.steps()));
        }
        for (ReportModel.CheckpointReport checkpoint : model.checkpoints()) {
            suites.add(checkpoint(checkpoint));
            suites.addAll(tests("harness.checkpoint." + checkpoint.name(), checkpoint.gates()));
        }
        return suites;
    }

    private Map<String, String> properties(String... more) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("run.id", model.facts().start().run().value());
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    /** Whether the run itself came to an end; what its streams did is theirs to say. */
    private JUnitSuite run() {
        Optional<RunResult> result = model.facts().result();
        String headline = model.verdict().headline();
        Optional<JUnitSuite.Bad> bad = result.isEmpty()
                ? skipped("the run is not over")
                : switch (result.get()) {
                    case WAITING -> skipped(headline);
                    case INTERRUPTED, TERMINATED -> skipped("cancelled: " + headline);
                    case TIMED_OUT ->
                        Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.ERROR, "run.timeout", headline, headline));
                    case INFRASTRUCTURE, BOUNDARY, CONFLICT, FAILED, PASSED -> Optional.empty();
                };
        StringBuilder notes = new StringBuilder();
        model.notes().forEach(note -> notes.append(note.message()).append('\n'));
        double seconds = model.facts().took().toMillis() / 1000.0;
        JUnitSuite.Case only =
                new JUnitSuite.Case("harness.run", "run", seconds, Optional.empty(), bad, List.of(), notes.toString());
        return new JUnitSuite("harness.run", model.facts().begin(), properties(), List.of(only));
    }

    private JUnitSuite stream(ReportModel.StreamReport stream) {
        String name = "harness.stream." + stream.id();
        List<JUnitSuite.Case> cases = new ArrayList<>();
        stream.steps().forEach(step -> cases.add(step(name, step, place(step))));
        judged(name, stream).ifPresent(cases::addAll);
        return new JUnitSuite(
                name,
                begin(stream.steps()),
                properties("stream.branch", stream.branch().value()),
                cases);
    }

    private Instant begin(List<ReportModel.StepReport> steps) {
        return steps.stream()
                .flatMap(step -> step.begin().stream())
                .min(Instant::compareTo)
                .orElse(model.facts().begin());
    }

    /** The cases {@code boundary} and {@code conflicts} of a stream that came to a merge. */
    private Optional<List<JUnitSuite.Case>> judged(String suite, ReportModel.StreamReport stream) {
        List<ReportModel.MergeReport> merges = model.checkpoints().stream()
                .flatMap(checkpoint -> checkpoint.merges().stream())
                .filter(merge ->
                        merge.stream().equals(stream.id()) && merge.result().isPresent())
                .toList();
        if (merges.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(List.of(boundary(suite, stream, merges), conflicts(suite, stream, merges)));
    }

    private static JUnitSuite.Case boundary(
            String suite, ReportModel.StreamReport stream, List<ReportModel.MergeReport> merges) {
        String text = String.join(
                "\n", stream.crossings().stream().map(Crossing::describe).toList());
        boolean refused = merges.stream()
                .anyMatch(merge ->
                        reason(merge.step()).filter(Reason.BOUNDARY::equals).isPresent());
        Place place = stream.crossings().stream()
                .findFirst()
                .map(crossing -> new Place(crossing.path().value(), 1, 1))
                .orElse(stream.place());
        Optional<JUnitSuite.Bad> bad = refused
                ? Optional.of(new JUnitSuite.Bad(
                        JUnitSuite.Element.FAILURE,
                        Reason.BOUNDARY.code(),
                        files(stream.crossings().size()) + " outside the stream's boundary",
                        text))
                : Optional.empty();
        return new JUnitSuite.Case(suite, "boundary", 0, Optional.of(place), bad, List.of(), refused ? "" : text);
    }

    private static JUnitSuite.Case conflicts(
            String suite, ReportModel.StreamReport stream, List<ReportModel.MergeReport> merges) {
        List<FileConflict> conflicts = merges.stream()
                .flatMap(merge -> merge.result().stream())
                .flatMap(result -> result.conflicts().stream())
                .toList();
        List<FileConflict> open =
                conflicts.stream().filter(one -> !one.isResolved()).toList();
        boolean waits = merges.stream().anyMatch(merge -> merge.step().standing() == Standing.WAITING);
        String text = String.join(
                "\n",
                conflicts.stream()
                        .map(one -> one.path() + " (" + one.kind() + "): "
                                + one.resolution()
                                        .map(how -> "resolved by " + how)
                                        .orElse("not resolved"))
                        .toList());
        Place place = open.stream()
                .findFirst()
                .map(one -> new Place(one.path().value(), Math.max(1, line(one)), 1))
                .orElse(stream.place());
        Optional<JUnitSuite.Bad> bad = open.isEmpty()
                ? Optional.empty()
                : waits
                        ? skipped("waiting: a person must resolve " + files(open.size()))
                        : Optional.of(new JUnitSuite.Bad(
                                JUnitSuite.Element.FAILURE,
                                Reason.CONFLICT.code(),
                                files(open.size()) + " in conflict with what was merged before",
                                text));
        return new JUnitSuite.Case(
                suite, "conflicts", 0, Optional.of(place), bad, List.of(), open.isEmpty() ? text : "");
    }

    private static int line(FileConflict conflict) {
        return conflict.hunks().isEmpty() ? 1 : conflict.hunks().get(0).line();
    }

    private static String files(int count) {
        return count + (count == 1 ? " file" : " files");
    }

    private JUnitSuite checkpoint(ReportModel.CheckpointReport checkpoint) {
        String name = "harness.checkpoint." + checkpoint.name();
        Place place = checkpoint.spec().place();
        List<ReportModel.StepReport> steps = new ArrayList<>();
        List<JUnitSuite.Case> cases = new ArrayList<>();
        for (ReportModel.MergeReport merge : checkpoint.merges()) {
            steps.add(merge.step());
            cases.add(merge(name, merge, place));
        }
        checkpoint.gates().forEach(gate -> {
            steps.add(gate);
            cases.add(step(name, gate, place(gate)));
        });
        checkpoint.review().ifPresent(review -> cases.add(step(name, review, Optional.of(place))));
        cases.add(step(name, checkpoint.publish(), Optional.of(place)));
        Map<String, String> properties = checkpoint
                .certified()
                .map(id -> properties("merge.sha", id.value()))
                .orElse(properties());
        return new JUnitSuite(name, begin(steps), properties, cases);
    }

    /** A crossing or conflict is the stream's failure and counted there; here the stream was left out. */
    private JUnitSuite.Case merge(String suite, ReportModel.MergeReport merge, Place place) {
        JUnitSuite.Case one = step(suite, merge.step(), Optional.of(place));
        Optional<Reason> reason = reason(merge.step());
        if (reason.isPresent() && (reason.get() == Reason.BOUNDARY || reason.get() == Reason.CONFLICT)) {
            return new JUnitSuite.Case(
                    suite,
                    one.name(),
                    one.seconds(),
                    one.place(),
                    skipped("left out, see harness.stream." + merge.stream() + ": " + merge.why()),
                    List.of(),
                    "");
        }
        return one;
    }

    private static Optional<Reason> reason(ReportModel.StepReport step) {
        return step.state()
                .outcome()
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).reason());
    }

    private JUnitSuite.Case step(String suite, ReportModel.StepReport step, Optional<Place> place) {
        Optional<JUnitSuite.Bad> bad = bad(step);
        boolean failed =
                bad.filter(one -> one.element() != JUnitSuite.Element.SKIPPED).isPresent();
        return new JUnitSuite.Case(
                suite,
                step.name(),
                step.active().toMillis() / 1000.0,
                place,
                bad,
                reruns(step),
                failed ? output(step) : "");
    }

    private static Optional<JUnitSuite.Bad> bad(ReportModel.StepReport step) {
        String message = step.message();
        return switch (step.standing()) {
            case PASSED, FLAKY -> Optional.empty();
            case FAILED ->
                Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.FAILURE, code(step), message, details(step)));
            case ERRORED ->
                Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.ERROR, code(step), message, details(step)));
            case CANCELLED -> skipped("cancelled: " + message);
            case WAITING -> skipped("waiting: " + message);
            case SKIPPED -> skipped(message);
            case PENDING, RUNNING -> skipped("not done yet");
        };
    }

    private static Optional<JUnitSuite.Bad> skipped(String message) {
        return Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.SKIPPED, "", message, ""));
    }

    private static String code(ReportModel.StepReport step) {
        return reason(step).map(Reason::code).orElse("unknown");
    }

    private static String details(ReportModel.StepReport step) {
        List<String> findings = step.result(StepResult.GateDone.class)
                .map(StepResult.GateDone::findings)
                .orElse(List.of());
        return step.message() + (findings.isEmpty() ? "" : "\n" + String.join("\n", findings));
    }

    /** Earlier attempts, and earlier tries inside the last one. */
    private static List<JUnitSuite.Rerun> reruns(ReportModel.StepReport step) {
        List<JUnitSuite.Rerun> reruns = new ArrayList<>();
        step.attempts().stream()
                .limit(Math.max(0, step.attempts().size() - 1))
                .forEach(attempt -> attempt.outcome()
                        .filter(Outcome.Failed.class::isInstance)
                        .map(Outcome.Failed.class::cast)
                        .ifPresent(failed ->
                                reruns.add(new JUnitSuite.Rerun(failed.reason().code(), failed.message()))));
        step.result(StepResult.GateDone.class)
                .ifPresent(gate -> gate.tries().stream()
                        .limit(Math.max(0, gate.tries().size() - 1))
                        .forEach(one -> reruns.add(new JUnitSuite.Rerun(
                                one.timedOut() ? Reason.GATE_TIMEOUT.code() : Reason.GATE_FAILED.code(),
                                one.exitCode().isPresent()
                                        ? "exit code " + one.exitCode().getAsInt()
                                        : "no exit code"))));
        return reruns;
    }

    private String output(ReportModel.StepReport step) {
        return step.state()
                .log()
                .map(log -> logs.tail(log, TAIL).map(tail -> tail + "\n").orElse("")
                        + logs.attachment(log)
                                .map(path -> "[[ATTACHMENT|" + path + "]]")
                                .orElse(""))
                .orElse("");
    }

    private Optional<Place> place(ReportModel.StepReport report) {
        Step step = model.plan().step(report.id());
        Optional<StreamSpec> stream = step.stream()
                .flatMap(id -> Optional.ofNullable(model.spec().streams().get(id)));
        if (step instanceof Step.RunAgent agent) {
            return stream.flatMap(one -> Optional.ofNullable(one.team().get(agent.agent())))
                    .map(TeamMember::place);
        }
        if (step instanceof Step.RunGate gate) {
            return gate(gate.gate());
        }
        return step instanceof Step.RunCheckpointGate gate ? gate(gate.gate()) : stream.map(StreamSpec::place);
    }

    private Optional<Place> gate(GateName name) {
        return Optional.ofNullable(model.spec().gates().get(name)).map(GateSpec::place);
    }

    private List<JUnitSuite> tests(String owner, List<ReportModel.StepReport> steps) {
        List<JUnitSuite> suites = new ArrayList<>();
        for (ReportModel.StepReport step : steps) {
            Optional<TestReport> tests = step.result(StepResult.GateDone.class).flatMap(StepResult.GateDone::tests);
            tests.ifPresent(report -> suites.add(UserTests.suite(
                    owner + ".tests." + step.name().substring("gate:".length()), report, step, properties())));
        }
        return suites;
    }
}
