package dev.multistream.step;

import dev.multistream.checkpoint.Certificate;
import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.checkpoint.CheckpointPublisher.Standing;
import dev.multistream.git.GitException;
import dev.multistream.plan.Step;
import dev.multistream.run.Reason;

/** Publishes what a checkpoint's certificate names; a cancel comes too late for it, so that it is never half done. */
final class PublishStep implements StepWork {
    private final RunContext context;
    private final CheckpointPublisher publisher;

    PublishStep(RunContext context, CheckpointPublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, InterruptedException {
        Step.Publish step = (Step.Publish) attempt.start().step();
        Certificate certificate =
                new Certificates(context).of(step.at(), attempt).orElseThrow();
        Standing standing = publisher.check(certificate);
        if (standing instanceof Standing.HeadMoved moved) {
            return Done.failed(Reason.HEAD_MOVED, moved.message());
        }
        if (standing instanceof Standing.TargetMoved moved) {
            return Done.failed(Reason.TARGET_MOVED, moved.message());
        }
        return Done.passed(publisher.publish(certificate));
    }
}
