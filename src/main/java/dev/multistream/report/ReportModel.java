package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommitId;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Place;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepState;
import dev.multistream.run.StreamWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the reports of a run show, computed once; the renderers only write it down.
 *
 * @param steps each step of the plan, in plan order
 * @param path what the run's length consists of
 */
public record ReportModel(
        HarnessSpec spec,
        Plan plan,
        Facts facts,
        Verdict verdict,
        List<StreamReport> streams,
        List<CheckpointReport> checkpoints,
        List<Overlap> overlaps,
        List<StepReport> steps,
        CriticalChain path,
        List<Note> notes) {

    public ReportModel {
        streams = List.copyOf(streams);
        checkpoints = List.copyOf(checkpoints);
        overlaps = List.copyOf(overlaps);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a journal as a report.
     *
     * @param now where the bars of steps that still run end; without effect on a run that has ended
     * @throws dev.multistream.run.JournalException for entries that do not belong to this plan
     * @throws IllegalArgumentException when the journal does not begin with the start of a run
     */
    public static ReportModel of(HarnessSpec spec, Plan plan, List<JournalEntry> entries, Instant now) {
        return new ModelBuilder(spec, plan, entries, now).build();
    }

    /**
     * What is known of the run as a whole.
     *
     * @param end of the last process that worked on it; the time asked at while it goes on
     * @param resumes how often a further process took it up
     * @param result empty while it goes on, or when harness died
     */
    public record Facts(
            RunEvent.RunStarted start, Instant begin, Instant end, int resumes, Optional<RunResult> result) {
        public Duration took() {
            return Duration.between(begin, end);
        }
    }

    /**
     * The answer to "is it good, and what must I do?".
     *
     * @param headline one sentence
     * @param published what reached which branch, one sentence each
     * @param next what a person must do now, most urgent first; empty when nothing
     */
    public record Verdict(
            Standing standing, String headline, List<Publication> published, List<LeftOut> leftOut, List<Next> next) {
        public Verdict {
            published = List.copyOf(published);
            leftOut = List.copyOf(leftOut);
            next = List.copyOf(next);
        }
    }

    /** A branch that moved. */
    public record Publication(
            CheckpointName checkpoint,
            StepResult.Published moved,
            Instant at,
            List<StreamId> streams,
            Optional<Rollback> undone) {
        public Publication {
            streams = List.copyOf(streams);
        }
    }

    /** A stream whose work did not get into a checkpoint, although it was planned. */
    public record LeftOut(StreamId stream, CheckpointName checkpoint, String why) {}

    /** Something to do: a sentence, and the commands that do it. */
    public record Next(String what, List<String> commands) {
        public Next {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A step and all its attempts.
     *
     * @param name what it is called inside its stream or checkpoint, such as {@code agent:backend}
     * @param active time in attempts; the time between them does not count
     * @param critical whether the run would have been shorter without it
     */
    public record StepReport(
            StepId id,
            String kind,
            String name,
            StepState state,
            List<Attempt> attempts,
            Duration active,
            boolean critical) {
        public StepReport {
            attempts = List.copyOf(attempts);
        }

        public Standing standing() {
            return Standing.of(state);
        }

        /** Why it stands as it does; empty when there is nothing to say. */
        public String message() {
            if (state.skip().isPresent()) {
                return state.why().orElse("");
            }
            return state.outcome()
                    .map(JournalReader::message)
                    .orElse(state.why().orElse(""));
        }

        /** What the last attempt found, if it is of this type. */
        public <T extends StepResult> Optional<T> result(Class<T> type) {
            return state.result().filter(type::isInstance).map(type::cast);
        }

        /** Why its last attempt failed, if it did. */
        public Optional<Reason> reason() {
            return state.outcome()
                    .filter(Outcome.Failed.class::isInstance)
                    .map(outcome -> ((Outcome.Failed) outcome).reason());
        }

        public Optional<Instant> begin() {
            return attempts.stream().findFirst().map(Attempt::start);
        }
    }

    /**
     * A stream: what it was to do, and what it did.
     *
     * @param base the commit that its branch started from
     * @param worktree absolute path
     * @param crossings paths that it changed and was not to change
     */
    public record StreamReport(
            StreamId id,
            Place place,
            String task,
            BranchName branch,
            Standing standing,
            Optional<CommitId> base,
            Optional<String> worktree,
            List<StepReport> steps,
            Optional<StreamWork> work,
            List<Crossing> crossings,
            Duration active) {
        public StreamReport {
            steps = List.copyOf(steps);
            crossings = List.copyOf(crossings);
        }

        public List<StepReport> ofKind(String kind) {
            return steps.stream().filter(step -> step.kind().equals(kind)).toList();
        }
    }

    /** A file that several streams changed. */
    public record Overlap(RepoPath path, List<StreamId> streams) {
        public Overlap {
            streams = List.copyOf(streams);
        }
    }

    /**
     * A checkpoint: what was planned and what happened.
     *
     * @param target the tip of the branch when it began
     * @param certified the commit that gates and review were about
     * @param reviews every decision, oldest first
     */
    public record CheckpointReport(
            CheckpointSpec spec,
            Standing standing,
            Optional<CommitId> target,
            List<MergeReport> merges,
            List<StepReport> gates,
            Optional<CommitId> certified,
            Optional<CommitId> tree,
            Optional<StepReport> review,
            List<DatedReview> reviews,
            StepReport publish,
            Optional<Publication> publication,
            List<Overlap> overlaps) {
        public CheckpointReport {
            merges = List.copyOf(merges);
            gates = List.copyOf(gates);
            reviews = List.copyOf(reviews);
            overlaps = List.copyOf(overlaps);
        }

        public CheckpointName name() {
            return spec.name();
        }

        /** How it stands in words, which tell a part that was published from nothing at all. */
        public String words() {
            if (publication.isEmpty()) {
                return standing.word();
            }
            if (publication.get().undone().isPresent()) {
                return "undone";
            }
            return isPartial() ? "published in part" : "published";
        }

        /** Whether it was published without some of its streams. */
        public boolean isPartial() {
            return publication.isPresent() && merges.stream().anyMatch(merge -> merge.fate() == Fate.LEFT_OUT);
        }
    }

    /** What became of one stream in a checkpoint. */
    public record MergeReport(StreamId stream, Fate fate, String why, StepReport step) {
        public Optional<StepResult.StreamMerged> result() {
            return step.result(StepResult.StreamMerged.class);
        }
    }

    /** Whether a stream got into a checkpoint. */
    public enum Fate {
        MERGED("merged"),
        LEFT_OUT("left out"),
        OPEN("not decided yet");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A decision and its time. */
    public record DatedReview(Instant at, Review review) {}

    /** An undone publication and its time. */
    public record Rollback(Instant at, RunEvent.RolledBack event) {}

    /** Something that a reader should know. */
    public record Note(Instant at, RunEvent.Level level, String message) {}
}
