package dev.multistream.dashboard;

import dev.multistream.plan.StepId;
import dev.multistream.run.Elapsed;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.Standing;
import dev.multistream.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as lines of text, one for each thing that happened: elapsed time, what it is about, what happened.
 *
 * <p>Pure: the same entry and state give the same lines. No line begins with what a stranger wrote, so that none can be
 * a command to a CI system. Progress is one line each time; who calls decides how often.
 */
public final class PlainLines {
    private static final int MESSAGE = 400;
    private static final int WIDEST_NAME = 34;

    private final Ink ink;

    public PlainLines(Ink ink) {
        this.ink = ink;
    }

    /**
     * The lines for one entry.
     *
     * @param after the state that has taken the entry
     */
    public List<String> of(JournalEntry entry, RunState after) {
        RunEvent event = entry.event();
        Line line = new Line(entry.at(), after);
        if (event instanceof RunEvent.StepStarted e) {
            return line.about(e.step(), ink.sign(Standing.RUNNING) + attempt(e.attempt()));
        } else if (event instanceof RunEvent.StepProgressed e) {
            return line.about(e.step(), ink.dim(ink.symbol(Standing.PENDING) + " " + progress(e)));
        } else if (event instanceof RunEvent.StepFinished e) {
            return finished(line, e);
        } else if (event instanceof RunEvent.RetryPlanned e) {
            String in = Elapsed.text(Duration.between(entry.at(), e.due()));
            return line.about(e.step(), "again in " + in + attempt(e.attempt()) + ": " + text(e.why()));
        } else if (event instanceof RunEvent.StepSkipped e) {
            return line.about(e.step(), ink.sign(Standing.SKIPPED) + ": " + text(e.because()));
        } else if (event instanceof RunEvent.StepsReset e) {
            return line.of("run", "to be done anew: " + steps(e.steps()) + " (" + text(e.why()) + ")");
        }
        return ofRun(line, event);
    }

    private List<String> ofRun(Line line, RunEvent event) {
        if (event instanceof RunEvent.RunStarted e) {
            int streams = line.state().plan().streams().size();
            return line.of(
                    "run",
                    ink.bold(text(e.name())) + ", " + count(streams, "stream") + ", "
                            + count(line.state().plan().steps().size(), "step") + ", run " + e.run());
        } else if (event instanceof RunEvent.RunResumed e) {
            return line.of("run", "taken up again by " + text(e.by().name()));
        } else if (event instanceof RunEvent.ReviewGiven e) {
            boolean approved = e.review().approved();
            String word = ink.in(approved ? Standing.PASSED : Standing.FAILED, approved ? "approved" : "rejected");
            String comment =
                    e.review().comment().map(given -> ": " + text(given)).orElse("");
            return line.of(
                    e.review().checkpoint() + ".review",
                    word + " by " + text(e.review().by().name()) + " at "
                            + e.review().commit().brief() + comment);
        } else if (event instanceof RunEvent.CancelRequested e) {
            return line.of(
                    "run", ink.in(Standing.FAILED, "stopping") + (e.atOnce() ? " at once" : "") + ": " + cause(e));
        } else if (event instanceof RunEvent.RolledBack e) {
            return line.of(
                    e.checkpoint().value(),
                    "undone by " + text(e.by().name()) + ": " + e.into() + " "
                            + e.from().brief() + ink.own(" → ") + e.to().brief()
                            + (e.byRevert() ? " (a commit that reverts it)" : ""));
        } else if (event instanceof RunEvent.Noted e) {
            String word = e.level() == RunEvent.Level.WARNING ? ink.in(Standing.FLAKY, "warning") : "note";
            return line.of("run", word + ": " + text(e.message()));
        } else if (event instanceof RunEvent.RunEnded e) {
            return line.of(
                    "run",
                    "ended: "
                            + ink.bold(
                                    e.result().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        throw new IllegalStateException("no line for " + event);
    }

    private List<String> finished(Line line, RunEvent.StepFinished event) {
        StepState state = line.state().step(event.step());
        String took = state.started()
                .map(start -> " in " + Elapsed.text(Duration.between(start, line.at())))
                .orElse("");
        Outcome outcome = event.outcome();
        String sign = ink.sign(Standing.of(outcome));
        if (outcome instanceof Outcome.Passed) {
            String found = Findings.of(event.result());
            return line.about(event.step(), sign + took + (found.isEmpty() ? "" : ": " + ink.own(found)));
        } else if (outcome instanceof Outcome.Failed failed) {
            return event.log().isEmpty()
                    ? line.about(event.step(), sign + took + ": " + text(failed.message()))
                    : line.about(
                            event.step(),
                            sign + took + ": " + text(failed.message()),
                            ink.dim("harness logs " + event.step()));
        } else if (outcome instanceof Outcome.Waiting waiting) {
            return line.about(event.step(), sign + ": " + text(waiting.message()));
        }
        return line.about(event.step(), sign + took + ": " + text(((Outcome.Cancelled) outcome).why()));
    }

    private static String cause(RunEvent.CancelRequested event) {
        return switch (event.cause()) {
            case INTERRUPT -> "interrupted";
            case TERMINATE -> "terminated";
            case COMMAND -> "cancelled";
            case ON_FAILURE -> "something failed, and on-failure is stop";
        };
    }

    private static String attempt(int number) {
        return number > 1 ? " (attempt " + number + ")" : "";
    }

    private String progress(RunEvent.StepProgressed event) {
        boolean known =
                event.fraction().isPresent() && Double.isFinite(event.fraction().getAsDouble());
        String percent = known
                ? Math.round(100 * Math.max(0, Math.min(1, event.fraction().getAsDouble()))) + " %"
                : "";
        return (percent + " " + text(event.task())).strip();
    }

    private String steps(List<StepId> steps) {
        List<String> names = steps.stream().limit(4).map(StepId::value).toList();
        return String.join(", ", names) + (steps.size() > 4 ? " and " + (steps.size() - 4) + " more" : "");
    }

    private String text(String text) {
        return ink.line(text, MESSAGE);
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Elapsed time and name, in columns as wide as the plan needs. */
    private final class Line {
        private final Instant at;
        private final RunState state;
        private final int width;

        Line(Instant at, RunState state) {
            this.at = at;
            this.state = state;
            this.width = Math.min(
                    WIDEST_NAME,
                    state.plan().steps().stream()
                            .mapToInt(step -> step.id().value().length())
                            .max()
                            .orElse(0));
        }

        Instant at() {
            return at;
        }

        RunState state() {
            return state;
        }

        List<String> about(StepId step, String... texts) {
            return of(step.value(), texts);
        }

        List<String> of(String name, String... texts) {
            String padded = name + " ".repeat(Math.max(0, width - name.length()));
            String head = ink.dim(clock()) + "  " + padded + "  ";
            return java.util.Arrays.stream(texts).map(text -> head + text).toList();
        }

        private String clock() {
            Optional<Instant> begin = state.startedAt();
            long seconds =
                    begin.map(start -> Duration.between(start, at).toSeconds()).orElse(0L);
            String clock = seconds < 3600
                    ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                    : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
            return " ".repeat(Math.max(0, 7 - clock.length())) + clock;
        }
    }
}
