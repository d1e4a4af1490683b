package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.Place;
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
    private final ReportModel model;
    private final JUnitSteps steps;

    JUnitSuites(ReportModel model, LogSource logs) {
        this.model = model;
        this.steps = new JUnitSteps(model, logs);
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
                ? JUnitSteps.skipped("the run is not over")
                : switch (result.get()) {
                    case WAITING -> JUnitSteps.skipped(headline);
                    case INTERRUPTED, TERMINATED -> JUnitSteps.skipped("cancelled: " + headline);
                    case TIMED_OUT ->
                        Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.ERROR, "run.timeout", headline, headline));
                    case BUG, INFRASTRUCTURE, BOUNDARY, CONFLICT, FAILED, PASSED -> Optional.empty();
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
        stream.steps().forEach(step -> cases.add(steps.step(name, step, steps.place(step))));
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
                        merge.step().reason().filter(Reason.BOUNDARY::equals).isPresent());
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
                        ? JUnitSteps.skipped("waiting: a person must resolve " + files(open.size()))
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
        List<ReportModel.StepReport> merges = new ArrayList<>();
        List<JUnitSuite.Case> cases = new ArrayList<>();
        for (ReportModel.MergeReport merge : checkpoint.merges()) {
            merges.add(merge.step());
            cases.add(merge(name, merge, place));
        }
        checkpoint.gates().forEach(gate -> {
            cases.add(steps.step(name, gate, steps.place(gate)));
        });
        checkpoint.review().ifPresent(review -> cases.add(steps.step(name, review, Optional.of(place))));
        cases.add(steps.step(name, checkpoint.publish(), Optional.of(place)));
        Map<String, String> properties = checkpoint
                .certified()
                .map(id -> properties("merge.sha", id.value()))
                .orElse(properties());
        return new JUnitSuite(name, begin(merges), properties, cases);
    }

    /** A crossing or conflict is the stream's failure and counted there; here the stream was left out. */
    private JUnitSuite.Case merge(String suite, ReportModel.MergeReport merge, Place place) {
        JUnitSuite.Case one = steps.step(suite, merge.step(), Optional.of(place));
        Optional<Reason> reason = merge.step().reason();
        if (reason.isPresent() && (reason.get() == Reason.BOUNDARY || reason.get() == Reason.CONFLICT)) {
            return new JUnitSuite.Case(
                    suite,
                    one.name(),
                    one.seconds(),
                    one.place(),
                    JUnitSteps.skipped("left out, see harness.stream." + merge.stream() + ": " + merge.why()),
                    List.of(),
                    "");
        }
        return one;
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
