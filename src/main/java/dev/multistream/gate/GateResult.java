package dev.multistream.gate;

import dev.multistream.run.Outcome;
import dev.multistream.run.StepResult;

/** How a gate ended, and what it saw. */
public record GateResult(Outcome outcome, StepResult.GateDone done) {}
