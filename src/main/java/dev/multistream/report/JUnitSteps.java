package dev.multistream.report;

import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.Place;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.plan.Step;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a step into a test case. */
final class JUnitSteps {
    private static final int TAIL = 10_000;

    private final ReportModel model;
    private final LogSource logs;

    JUnitSteps(ReportModel model, LogSource logs) {
        this.model = model;
        this.logs = logs;
    }

    /** The case of a step, as it stands after its last attempt. */
    JUnitSuite.Case step(String suite, ReportModel.StepReport step, Optional<Place> place) {
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

    static Optional<JUnitSuite.Bad> skipped(String message) {
        return Optional.of(new JUnitSuite.Bad(JUnitSuite.Element.SKIPPED, "", message, ""));
    }

    private static String code(ReportModel.StepReport step) {
        return step.reason().map(Reason::code).orElse("unknown");
    }

    private static String details(ReportModel.StepReport step) {
        List<String> findings = step.result(StepResult.GateDone.class)
                .map(StepResult.GateDone::findings)
                .orElse(List.of());
        return step.message() + (findings.isEmpty() ? "" : "\n" + String.join("\n", findings));
    }

    /** Earlier attempts, and earlier tries inside the last one. */
    private List<JUnitSuite.Rerun> reruns(ReportModel.StepReport step) {
        List<JUnitSuite.Rerun> reruns = new ArrayList<>();
        int last = Math.max(0, step.attempts().size() - 1);
        // What was done anew because a person mended something is no repetition of the same thing.
        List<Attempt> retried =
                step.attempts().subList(Math.max(0, last - step.state().retries()), last);
        retried.forEach(attempt -> attempt.outcome()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .ifPresent(failed ->
                        reruns.add(new JUnitSuite.Rerun(failed.reason().code(), failed.message()))));
        Repetitions.of(model, step)
                .forEach(one -> reruns.add(new JUnitSuite.Rerun(
                        one.timedOut() ? Reason.GATE_TIMEOUT.code() : Reason.GATE_FAILED.code(),
                        one.exitCode().isPresent()
                                ? "exit code " + one.exitCode().getAsInt()
                                : "no exit code")));
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

    /** Where harness.yaml declares what the step does. */
    Optional<Place> place(ReportModel.StepReport report) {
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
}
