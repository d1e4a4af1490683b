package dev.multistream.report;

import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a journal tells beyond the state that it folds to: the time and the history of things. */
final class JournalReader {
    private final Map<StepId, List<Attempt>> attempts = new HashMap<>();
    private final List<ReportModel.DatedReview> reviews = new ArrayList<>();
    private final List<ReportModel.Rollback> rollbacks = new ArrayList<>();
    private final List<ReportModel.Note> notes = new ArrayList<>();
    private Optional<JournalEntry> ended = Optional.empty();
    private int resumes;

    JournalReader(List<JournalEntry> entries) {
        entries.forEach(this::read);
    }

    private void read(JournalEntry entry) {
        Instant at = entry.at();
        RunEvent event = entry.event();
        if (event instanceof RunEvent.StepStarted e) {
            of(e.step())
                    .add(new Attempt(
                            e.attempt(), at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        } else if (event instanceof RunEvent.StepFinished e) {
            List<Attempt> known = of(e.step());
            int last = known.size() - 1;
            Attempt begun = known.get(last);
            known.set(
                    last,
                    new Attempt(
                            begun.number(),
                            begun.start(),
                            Optional.of(at),
                            Optional.of(e.outcome()),
                            e.result(),
                            e.log()));
        } else if (event instanceof RunEvent.ReviewGiven e) {
            reviews.add(new ReportModel.DatedReview(at, e.review()));
        } else if (event instanceof RunEvent.RolledBack e) {
            rollbacks.add(new ReportModel.Rollback(at, e));
        } else if (event instanceof RunEvent.Noted e) {
            notes.add(new ReportModel.Note(at, e.level(), e.message()));
        } else if (event instanceof RunEvent.RunResumed) {
            resumes++;
            ended = Optional.empty();
        } else if (event instanceof RunEvent.RunEnded) {
            ended = Optional.of(entry);
        }
    }

    private List<Attempt> of(StepId step) {
        return attempts.computeIfAbsent(step, id -> new ArrayList<>());
    }

    List<Attempt> attempts(StepId step) {
        return List.copyOf(attempts.getOrDefault(step, List.of()));
    }

    List<ReportModel.DatedReview> reviews() {
        return reviews;
    }

    List<ReportModel.Rollback> rollbacks() {
        return rollbacks;
    }

    List<ReportModel.Note> notes() {
        return notes;
    }

    /** The entry that ended the run, unless it goes on. */
    Optional<JournalEntry> ended() {
        return ended;
    }

    int resumes() {
        return resumes;
    }

    /** Why an attempt did not pass; empty when it did. */
    static String message(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.message();
        }
        if (outcome instanceof Outcome.Waiting waiting) {
            return waiting.message();
        }
        return outcome instanceof Outcome.Cancelled cancelled ? cancelled.why() : "";
    }
}
