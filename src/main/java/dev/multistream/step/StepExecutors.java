package dev.multistream.step;

import dev.multistream.engine.StepExecutor;
import dev.multistream.git.GitException;
import dev.multistream.plan.Step;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.store.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does steps, each on a thread of its own, and turns everything that can go wrong into an outcome. */
public final class StepExecutors implements StepExecutor, AutoCloseable {
    private final RunDirectory directory;
    private final Works works;
    private final Masking masking;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "step");
        thread.setDaemon(true);
        return thread;
    });

    /** The work of each kind of step. */
    record Works(
            StepWork worktree,
            StepWork agent,
            StepWork gate,
            StepWork merge,
            StepWork checkpointGate,
            StepWork review,
            StepWork publish) {
        StepWork of(Step step) {
            if (step instanceof Step.PrepareWorktree) {
                return worktree;
            } else if (step instanceof Step.RunAgent) {
                return agent;
            } else if (step instanceof Step.RunGate) {
                return gate;
            } else if (step instanceof Step.MergeStream) {
                return merge;
            } else if (step instanceof Step.RunCheckpointGate) {
                return checkpointGate;
            } else if (step instanceof Step.AwaitReview) {
                return review;
            }
            return publish;
        }
    }

    StepExecutors(RunDirectory directory, Works works, Masking masking) {
        this.directory = directory;
        this.works = works;
        this.masking = masking;
    }

    @Override
    public Running start(Start start, Listener listener) {
        Path log = directory.log(start.step().id(), start.attempt());
        Attempt attempt = new Attempt(start, listener, log);
        threads.execute(() -> {
            Thread.currentThread().setName("step-" + start.step().id());
            StepWork.Done done = masking.done(perform(works.of(start.step()), attempt));
            Thread.interrupted();
            listener.finished(done.outcome(), done.result(), logged(log));
        });
        return attempt::stop;
    }

    private static StepWork.Done perform(StepWork work, Attempt attempt) {
        try {
            Files.createDirectories(attempt.log().getParent());
            if (attempt.isAsked()) {
                return new StepWork.Done(new Outcome.Cancelled("stopped before it began"), Optional.empty());
            }
            return work.perform(attempt);
        } catch (InterruptedException e) {
            return new StepWork.Done(new Outcome.Cancelled("stopped"), Optional.empty());
        } catch (GitException e) {
            note(attempt, e);
            return StepWork.Done.failed(reason(e), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            note(attempt, e);
            return StepWork.Done.failed(Reason.DISK, disk(e));
        } catch (RuntimeException | Error e) {
            note(attempt, e);
            return StepWork.Done.failed(Reason.BUG, "a bug in harness: " + e + "; log: " + attempt.log());
        }
    }

    private static Reason reason(GitException e) {
        return switch (e.kind()) {
            case BRANCH_EXISTS, BRANCH_IN_USE, BRANCH_MISSING, UNBORN -> Reason.BRANCH_REFUSED;
            case MOVED, NOT_FAST_FORWARD -> Reason.TARGET_MOVED;
            case DIRTY -> Reason.TARGET_DIRTY;
            case CONFLICT -> Reason.CONFLICT;
            case DISK -> Reason.DISK;
            case PROGRAM, VERSION, REPOSITORY, LOCKED, WORKTREE, UNRELATED, TIMEOUT, FAILED -> Reason.GIT;
        };
    }

    private static String disk(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT);
        return "files could not be read or written: " + kind + ": " + e.getMessage();
    }

    /** The whole story goes into the step's log; the message names what a person needs. */
    private static void note(Attempt attempt, Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        try {
            Files.writeString(
                    attempt.log(),
                    text.toString(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Optional<RunEvent.Log> logged(Path log) {
        try {
            return Files.exists(log)
                    ? Optional.of(new RunEvent.Log(directory.relative(log), Files.size(log)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Lets no further step start; those at work have been cancelled and end by themselves. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
