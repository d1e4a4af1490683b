package dev.multistream.report;

import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One start of a step and what came of it. */
public record Attempt(
        int number,
        Instant start,
        Optional<Instant> end,
        Optional<Outcome> outcome,
        Optional<StepResult> result,
        Optional<RunEvent.Log> log) {
    public Standing standing() {
        return outcome.map(Standing::of).orElse(Standing.RUNNING);
    }

    /** Why it did not pass; empty when it did, or still runs. */
    public String message() {
        return outcome.map(JournalReader::message).orElse("");
    }

    /** How long it took, up to {@code now} where it has not ended. */
    public Duration took(Instant now) {
        return Duration.between(start, end.orElse(now));
    }
}
