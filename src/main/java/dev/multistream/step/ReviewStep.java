package dev.multistream.step;

import dev.multistream.checkpoint.Certificate;
import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.checkpoint.CheckpointPublisher.Standing;
import dev.multistream.git.GitException;
import dev.multistream.plan.Step;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.Review;
import dev.multistream.run.StepResult;
import java.util.Optional;

/** Finds out whether a person has decided about exactly the merged commit, and whether that still is what would land. */
final class ReviewStep implements StepWork {
    private final RunContext context;
    private final CheckpointPublisher publisher;

    ReviewStep(RunContext context, CheckpointPublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, InterruptedException {
        Step.AwaitReview step = (Step.AwaitReview) attempt.start().step();
        Certificate certificate =
                new Certificates(context).of(step.at(), attempt).orElseThrow();
        Standing standing = publisher.check(certificate);
        if (standing instanceof Standing.HeadMoved moved) {
            return Done.failed(Reason.HEAD_MOVED, moved.message());
        }
        if (standing instanceof Standing.TargetMoved moved) {
            return Done.failed(Reason.TARGET_MOVED, moved.message());
        }
        Optional<Review> review = attempt.start().reviews().stream()
                .filter(one ->
                        one.checkpoint().equals(step.at()) && one.commit().equals(certificate.merged()))
                .reduce((older, newer) -> newer);
        StepResult result = new StepResult.Reviewed(certificate.merged(), review);
        if (review.isEmpty()) {
            return new Done(
                    new Outcome.Waiting(
                            Outcome.WaitFor.REVIEW,
                            "checkpoint '" + step.at() + "' waits for a review of "
                                    + certificate.merged().brief() + ": harness review approve " + step.at()
                                    + ", or reject"),
                    Optional.of(result));
        }
        if (review.get().approved()) {
            return Done.passed(result);
        }
        String comment = review.get().comment().map(text -> ": " + text).orElse("");
        return Done.failed(Reason.REVIEW_REJECTED, "rejected by " + review.get().by() + comment, result);
    }
}
