package dev.multistream.step;

import dev.multistream.agent.AgentAdapter;
import dev.multistream.agent.AgentEnvironment;
import dev.multistream.agent.AgentEvent;
import dev.multistream.agent.AgentRequest;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.AgentName;
import dev.multistream.model.AgentSpec;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.RunningProcess.Ended;
import dev.multistream.process.SpawnException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Runs one member of a stream's team in the stream's worktree, and sees to it that nothing it did is lost. */
final class AgentStep implements StepWork {
    /** EX_TEMPFAIL of sysexits.h: a program says that trying again may help. */
    private static final int TEMPORARY = 75;

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final RunContext context;
    private final GitRepository git;
    private final AgentAdapter agents;
    private final ProcessLauncher launcher;
    private final InstantSource clock;
    private final Map<StreamId, StreamTeam> teams = new ConcurrentHashMap<>();

    AgentStep(
            RunContext context, GitRepository git, AgentAdapter agents, ProcessLauncher launcher, InstantSource clock) {
        this.context = context;
        this.git = git;
        this.agents = agents;
        this.launcher = launcher;
        this.clock = clock;
    }

    /** One member at work: what the steps below share. */
    private record Job(
            Attempt attempt, StreamSpec stream, TeamMember member, AgentSpec spec, Path place, CommitId base) {}

    @Override
    public Done perform(Attempt attempt) throws GitException, IOException, InterruptedException {
        Step.RunAgent step = (Step.RunAgent) attempt.start().step();
        StreamSpec stream =
                Optional.ofNullable(context.spec().streams().get(step.of())).orElseThrow();
        TeamMember member = Optional.ofNullable(stream.team().get(step.agent())).orElseThrow();
        AgentSpec spec =
                Optional.ofNullable(context.spec().agents().get(member.uses())).orElseThrow();
        StepResult.WorktreeReady ready = attempt.result(StepId.worktree(step.of()), StepResult.WorktreeReady.class)
                .orElseThrow();
        Job job = new Job(attempt, stream, member, spec, Path.of(ready.path()), ready.base());
        StreamTeam team = teams.computeIfAbsent(stream.id(), id -> new StreamTeam(context, git, stream));
        Optional<CommitId> redo = Optional.empty();
        if (attempt.start().afterCrash()) {
            launcher.sweep(context.run() + "/" + attempt.id() + "/", SWEEP);
            redo = putBackTo(job);
        }
        Limit limit = Limit.of(attempt, member.timeout(), clock);
        if (limit.isOver()) {
            return Done.failed(Reason.STREAM_TIMEOUT, Limit.MESSAGE);
        }
        List<String> notes = new ArrayList<>(team.enter(job.place(), redo));
        Ran ran;
        try {
            ran = run(job, limit);
        } catch (InterruptedException | RuntimeException e) {
            Thread.interrupted();
            team.leave(job.place(), message(job));
            throw e;
        }
        return afterwards(job, team, ran, notes);
    }

    /**
     * The head that the stream had when the interrupted attempt began; empty where another agent has left uncommitted
     * work beside it, which cannot be told from the interrupted one's: then the attempt goes on in what is there.
     */
    private Optional<CommitId> putBackTo(Job job) {
        CommitId head = job.base();
        for (AgentName name : job.stream().team().keySet()) {
            Optional<StepResult.AgentDone> done =
                    job.attempt().result(StepId.agent(job.stream().id(), name), StepResult.AgentDone.class);
            if (done.isPresent() && done.get().work().isEmpty()) {
                return Optional.empty();
            }
            head = done.flatMap(StepResult.AgentDone::work)
                    .map(StreamWork::head)
                    .orElse(head);
        }
        return Optional.of(head);
    }

    /** How the program ended; {@code ended} is empty when it did not start. */
    private record Ran(Optional<Ended> ended, Outcome outcome) {}

    private Ran run(Job job, Limit limit) throws InterruptedException {
        AgentAdapter.AgentRun run;
        try {
            run = agents.start(request(job), event -> tell(job.attempt(), event));
        } catch (SpawnException e) {
            Reason reason = e.isMissing() ? Reason.AGENT_MISSING : Reason.SPAWN;
            return new Ran(Optional.empty(), Outcome.failed(reason, String.valueOf(e.getMessage())));
        }
        job.attempt().onStop(run::stop);
        Ended ended = run.await(limit.time());
        return new Ran(Optional.of(ended), outcome(job, ended, limit));
    }

    private static void tell(Attempt attempt, AgentEvent event) {
        if (event instanceof AgentEvent.Progress progress) {
            attempt.progressed(progress.fraction().orElse(Double.NaN), progress.task());
        } else if (event instanceof AgentEvent.Message message) {
            attempt.progressed(Double.NaN, message.text());
        } else if (event instanceof AgentEvent.NeedsInput question) {
            attempt.progressed(Double.NaN, "asks: " + question.question());
        }
    }

    private Outcome outcome(Job job, Ended ended, Limit limit) {
        String who =
                "agent '" + job.member().name() + "' of stream '" + job.stream().id() + "'";
        if (!ended.survivors().isEmpty()) {
            return Outcome.failed(Reason.SURVIVORS, who + " left processes that cannot be ended: " + ended.survivors());
        }
        if (ended.timedOut()) {
            return limit.byStream()
                    ? Outcome.failed(Reason.STREAM_TIMEOUT, Limit.MESSAGE)
                    : Outcome.failed(
                            Reason.AGENT_TIMEOUT,
                            who + " did not end within "
                                    + limit.time().map(Duration::toSeconds).orElse(0L) + " s");
        }
        if (ended.stopped() || job.attempt().isAsked()) {
            return new Outcome.Cancelled("stopped");
        }
        int code = ended.exitCode().orElse(-1);
        if (code == 0) {
            return Outcome.passed();
        }
        String said = who + " ended with exit code " + code + "; log: "
                + job.attempt().log();
        return Outcome.failed(code == TEMPORARY ? Reason.TEMPORARY : Reason.AGENT_FAILED, said);
    }

    private Done afterwards(Job job, StreamTeam team, Ran ran, List<String> notes)
            throws GitException, InterruptedException {
        // A cancel interrupts nobody in the middle of keeping the agent's work.
        boolean interrupted = Thread.interrupted();
        StreamTeam.Left left = team.leave(job.place(), message(job));
        notes.addAll(left.notes());
        ran.ended()
                .filter(ended -> ended.strays() > 0)
                .ifPresent(ended -> notes.add(ended.strays() + " processes that it left behind were ended"));
        Optional<StreamWork> work = Optional.empty();
        if (left.alone()) {
            CommitId head = git.refs().branchTip(job.stream().branch()).orElse(job.base());
            work = Optional.of(git.history().work(job.base(), head));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        OptionalInt code = ran.ended().map(Ended::exitCode).orElse(OptionalInt.empty());
        StepResult result = new StepResult.AgentDone(code, left.committed(), work, notes);
        Outcome outcome = ran.outcome();
        if (outcome instanceof Outcome.Passed && left.refused().isPresent()) {
            outcome = Outcome.failed(
                    Reason.AGENT_FAILED,
                    "what agent '" + job.member().name() + "' left cannot be committed: "
                            + left.refused().get());
        }
        return new Done(outcome, Optional.of(result));
    }

    private String message(Job job) {
        String subject =
                job.stream().task().text().lines().findFirst().orElse("").strip();
        String cut = subject.length() > 60 ? subject.substring(0, 59) + "…" : subject;
        return job.stream().id() + ": " + cut + "\n\n"
                + "Harness-Run: " + context.run() + "\n"
                + "Harness-Stream: " + job.stream().id() + "\n"
                + "Harness-Agent: " + job.member().name() + "\n";
    }

    private AgentRequest request(Job job) {
        Rendering rendering = context.rendering();
        Map<String, String> declared = rendering.environment(
                Optional.of(job.stream()),
                List.of(job.spec().env(), job.member().env()));
        AgentRequest.Instructions instructions = new AgentRequest.Instructions(
                job.stream().task().text(),
                job.member().prompt().map(prompt -> rendering.render(prompt, Optional.of(job.stream()), declared)),
                job.stream().attachments().stream()
                        .map(file -> context.fileDirectory().resolve(file).toString())
                        .toList());
        Map<String, String> environment = new AgentEnvironment(
                        context.run(),
                        job.stream().id(),
                        job.member().name(),
                        job.member().role(),
                        job.stream().branch(),
                        job.base(),
                        instructions)
                .over(context.environment(), declared);
        Attempt attempt = job.attempt();
        return new AgentRequest(
                program(job, rendering, declared),
                job.spec().prompt(),
                instructions,
                job.place(),
                environment,
                attempt.log(),
                attempt.log().resolveSibling(attempt.log().getFileName() + ".events"),
                context.masks(),
                context.mark(attempt.id(), attempt.start().attempt()));
    }

    private AgentRequest.Program program(Job job, Rendering rendering, Map<String, String> declared) {
        if (job.spec().program() instanceof AgentSpec.Script script) {
            return new AgentRequest.Play(context.fileDirectory().resolve(script.path()));
        }
        CommandSpec command = ((AgentSpec.Command) job.spec().program()).command();
        if (command instanceof CommandSpec.Shell shell) {
            return new AgentRequest.Shell(rendering.render(shell.line(), Optional.of(job.stream()), declared));
        }
        return new AgentRequest.Argv(rendering.command(command, Optional.of(job.stream()), declared));
    }
}
