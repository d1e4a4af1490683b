package dev.multistream.step;

import dev.multistream.checkpoint.Certificate;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.StepId;
import dev.multistream.run.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Draws a checkpoint's certificate from what its merges found. */
final class Certificates {
    private final RunContext context;

    Certificates(RunContext context) {
        this.context = context;
    }

    CheckpointSpec checkpoint(CheckpointName name) {
        return Optional.ofNullable(context.spec().checkpoints().get(name)).orElseThrow();
    }

    /** The certificate over all streams merged so far; empty when none is. */
    Optional<Certificate> of(CheckpointName name, Attempt attempt) {
        CheckpointSpec checkpoint = checkpoint(name);
        Map<StreamId, Certificate.Head> heads = new LinkedHashMap<>();
        Optional<CommitId> target = Optional.empty();
        Optional<CommitId> merged = Optional.empty();
        for (StreamId id : checkpoint.merge()) {
            Optional<StepResult.StreamMerged> result = attempt.result(
                            StepId.merge(name, id), StepResult.StreamMerged.class)
                    .filter(one -> one.merged().isPresent());
            if (result.isPresent()) {
                StreamSpec stream =
                        Optional.ofNullable(context.spec().streams().get(id)).orElseThrow();
                heads.put(id, new Certificate.Head(stream.branch(), result.get().head()));
                target = Optional.of(result.get().target());
                merged = result.get().merged();
            }
        }
        if (target.isEmpty() || merged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Certificate(name, checkpoint.into(), target.get(), merged.get(), heads));
    }
}
