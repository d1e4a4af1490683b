package dev.multistream.step;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.GateSpec;
import java.util.Optional;

/** Which command a gate runs, if any. */
final class GateCommands {
    private GateCommands() {}

    static Optional<CommandSpec> of(GateSpec gate) {
        if (gate.check() instanceof GateSpec.Run run) {
            return Optional.of(run.command());
        } else if (gate.check() instanceof GateSpec.Coverage coverage) {
            return coverage.command();
        } else if (gate.check() instanceof GateSpec.RedGreen redGreen) {
            return Optional.of(redGreen.command());
        }
        return Optional.empty();
    }
}
