package dev.multistream.report;

import dev.multistream.model.GateSpec;
import dev.multistream.plan.Step;
import dev.multistream.run.StepResult;
import java.util.List;
import java.util.Optional;

/** Which runs of a gate's command were repetitions: a red-green gate runs twice by nature, on its base and its head. */
final class Repetitions {
    private Repetitions() {}

    /** The runs before the last one that were tried again. */
    static List<StepResult.GateTry> of(ReportModel model, ReportModel.StepReport step) {
        List<StepResult.GateTry> tries = step.result(StepResult.GateDone.class)
                .map(StepResult.GateDone::tries)
                .orElse(List.of());
        boolean twice = gate(model, step)
                .filter(gate -> gate.check() instanceof GateSpec.RedGreen)
                .isPresent();
        return twice || tries.isEmpty() ? List.of() : tries.subList(0, tries.size() - 1);
    }

    private static Optional<GateSpec> gate(ReportModel model, ReportModel.StepReport report) {
        Step step = model.plan().step(report.id());
        if (step instanceof Step.RunGate gate) {
            return Optional.ofNullable(model.spec().gates().get(gate.gate()));
        }
        return step instanceof Step.RunCheckpointGate gate
                ? Optional.ofNullable(model.spec().gates().get(gate.gate()))
                : Optional.empty();
    }
}
