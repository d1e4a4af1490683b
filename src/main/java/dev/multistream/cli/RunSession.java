package dev.multistream.cli;

import dev.multistream.engine.Inbox;
import dev.multistream.engine.Input;
import dev.multistream.engine.RunListener;
import dev.multistream.engine.RunLoop;
import dev.multistream.git.GitException;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RunId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Planner;
import dev.multistream.run.Actor;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.step.RunContext;
import dev.multistream.step.StepExecutors;
import dev.multistream.step.StepRoom;
import dev.multistream.store.AtomicFile;
import dev.multistream.store.DirectoryLock;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import dev.multistream.store.JournalFile;
import dev.multistream.store.RunDirectory;
import dev.multistream.store.RunIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A process at work on a run: holds the repository's lock, wires the loop with its tools and views, and tidies up. */
final class RunSession {
    private final Project project;
    private final Machine machine;
    private final Env env;
    private final Terminal terminal;
    private final Views views;
    private final EntryCodec codec = new EntryCodec();
    private final Inbox inbox = new Inbox();

    RunSession(Project project, Machine machine, Env env, Terminal terminal, Views views) {
        this.project = project;
        this.machine = machine;
        this.env = env;
        this.terminal = terminal;
        this.views = views;
    }

    /** Begins a new run and carries it as far as it goes. */
    RunResult begin(RunOptions options, Map<String, String> inputs) throws Exception {
        Map<String, String> secrets = secrets(project.spec());
        Plan plan = plan(project.spec(), options);
        try (DirectoryLock lock = Locks.take(project.home())) {
            StepRoom room = Wiring.room(project, machine, env);
            sweepDeadRuns();
            refuseTakenBranches(room, options);
            refuseMissingTargets(plan);
            warnOfDirtyTarget(plan);
            Instant now = machine.clock().instant();
            RunId id = RunIds.next(project.home(), now, ZoneId.systemDefault(), ThreadLocalRandom.current());
            RunDirectory directory = RunDirectory.of(project.home(), id);
            Files.createDirectories(directory.path());
            Files.copy(project.file().path(), directory.definition());
            AtomicFile.write(directory.plan(), Wiring.planJson(plan));
            exclude();
            RunEvent.RunStarted started = new RunEvent.RunStarted(
                    id,
                    project.spec().name(),
                    project.file().path().toString(),
                    Main.VERSION,
                    project.bases(),
                    inputs,
                    options,
                    Actors.of(env));
            try (FileJournal journal = FileJournal.create(directory.journal(), codec)) {
                RunContext context = context(project.spec(), plan, directory, started, secrets);
                return carry(context, room, new RunState(plan), journal, loop -> loop.start(started));
            }
        }
    }

    /** Takes up a run; the inputs are fed to it first. */
    RunResult resume(RunDirectory directory, List<Input> first) throws Exception {
        try (DirectoryLock lock = Locks.take(project.home())) {
            PastRun past = PastRun.load(directory, codec);
            RunEvent.RunStarted started = past.started();
            StepRoom room = Wiring.room(project, machine, env);
            Actor by = Actors.of(env);
            machine.launcher().sweep(directory.id() + "/", Duration.ofSeconds(5));
            try (FileJournal journal =
                    FileJournal.continueAt(directory.journal(), past.file().length(), codec)) {
                RunContext context = context(past.spec(), past.plan(), directory, started, secrets(past.spec()));
                List<Input> inputs = new ArrayList<>(first);
                if (past.file().torn()) {
                    inputs.add(
                            0,
                            new Input.Note(
                                    RunEvent.Level.WARNING,
                                    "the last entry of the journal was torn by a crash and cut off"));
                }
                views.replay(past.file().entries());
                return carry(
                        context,
                        room,
                        RunState.fold(past.plan(), past.file().entries()),
                        journal,
                        loop -> loop.resume(Main.VERSION, by, inputs));
            }
        }
    }

    private interface Way {
        RunResult go(RunLoop loop) throws InterruptedException;
    }

    private RunResult carry(RunContext context, StepRoom room, RunState state, FileJournal journal, Way way)
            throws Exception {
        List<JournalEntry> entries = new ArrayList<>(views.replayed());
        List<RunListener> listeners = new ArrayList<>(views.open(context, inbox, project));
        listeners.add(entries::addAll);
        Signals.cancelOn(inbox, Actors.of(env), terminal);
        RunResult result;
        try (WakeUp alarm = new WakeUp(inbox, machine.clock());
                StepExecutors executors = room.executors(context);
                ControlServer control = ControlServer.open(context.directory(), inbox)) {
            RunLoop loop = new RunLoop(
                    context.plan(),
                    state,
                    context.spec().onFailure() == HarnessSpec.OnFailure.STOP,
                    new RunLoop.Ports(journal, executors, inbox, machine.clock(), alarm, listeners));
            result = way.go(loop);
        } finally {
            sweep(context);
        }
        if (result != RunResult.WAITING) {
            room.tidy(context);
        }
        views.close(context, entries);
        return result;
    }

    /** Nothing that a step started may outlive the run. */
    private void sweep(RunContext context) throws InterruptedException {
        List<Long> survivors = machine.launcher().sweep(context.run() + "/", Duration.ofSeconds(5));
        if (!survivors.isEmpty()) {
            terminal.say("harness: processes that cannot be ended are left: " + survivors);
        }
    }

    private Map<String, String> secrets(HarnessSpec spec) {
        return Secrets.values(spec.secrets(), env, project.file().folder());
    }

    private static Plan plan(HarnessSpec spec, RunOptions options) {
        Planner.Result result = Wiring.plan(spec, options);
        if (result instanceof Planner.Planned planned) {
            return planned.plan();
        }
        throw new ProblemsFound(((Planner.Impossible) result).problems());
    }

    /** What a harness that died has left running must not work beside the new run. */
    private void sweepDeadRuns() throws IOException, InterruptedException {
        for (RunDirectory run : RunDirectory.all(project.home())) {
            if (LastLine.result(run.journal()).isEmpty()) {
                machine.launcher().sweep(run.id() + "/", Duration.ofSeconds(5));
            }
        }
    }

    /** Said before hours of work, not after. */
    private void refuseMissingTargets(Plan plan) throws GitException, InterruptedException {
        for (dev.multistream.model.CheckpointName name : plan.checkpoints()) {
            dev.multistream.model.CheckpointSpec checkpoint =
                    Optional.ofNullable(project.spec().checkpoints().get(name)).orElseThrow();
            if (project.git().refs().branchTip(checkpoint.into()).isEmpty()) {
                throw CommandFailure.usage(
                        checkpoint.place() + ": checkpoint '" + name + "' merges into '" + checkpoint.into()
                                + "', and there is no such branch",
                        "git branch " + checkpoint.into());
            }
        }
    }

    /** Publishing never goes over uncommitted changes; better said now than after the work. */
    private void warnOfDirtyTarget(Plan plan) throws GitException, InterruptedException {
        Optional<Path> main = project.git().facts().mainWorktree();
        boolean target = plan.checkpoints().stream()
                .map(name -> project.spec().checkpoints().get(name))
                .anyMatch(one -> one != null && project.git().facts().branch().equals(Optional.of(one.into())));
        if (main.isEmpty() || !target) {
            return;
        }
        List<dev.multistream.model.RepoPath> changed =
                project.git().worktree(main.get()).status().changed();
        if (!changed.isEmpty()) {
            terminal.say("warning: " + main.get() + " has uncommitted changes in " + changed.get(0)
                    + (changed.size() > 1 ? " and more" : "")
                    + "; a checkpoint cannot be published over them, commit them before it comes to that");
        }
    }

    private void refuseTakenBranches(StepRoom room, RunOptions options) throws GitException, InterruptedException {
        if (options.continueBranches()) {
            return;
        }
        List<dev.multistream.model.StreamSpec> chosen = project.spec().streams().values().stream()
                .filter(stream -> options.only().isEmpty() || options.only().contains(stream.id()))
                .toList();
        List<String> refusals = room.branches().refusals(chosen);
        if (!refusals.isEmpty()) {
            throw CommandFailure.usage(String.join("\nharness: ", refusals), "");
        }
    }

    private void exclude() throws GitException, InterruptedException {
        Wiring.exclude(project, machine);
    }

    private RunContext context(
            HarnessSpec spec,
            Plan plan,
            RunDirectory directory,
            RunEvent.RunStarted started,
            Map<String, String> secrets) {
        Path folder = Optional.ofNullable(Path.of(started.file()).getParent()).orElseThrow();
        return new RunContext(
                started.run(),
                spec,
                plan,
                directory,
                folder,
                started.bases(),
                started.options(),
                Wiring.inherited(env),
                secrets);
    }

    /** A journal with what it is about. */
    record PastRun(JournalFile file, RunEvent.RunStarted started, HarnessSpec spec, Plan plan) {
        static PastRun load(RunDirectory directory, EntryCodec codec) throws IOException {
            JournalFile file = JournalFile.read(directory.journal(), codec);
            if (file.entries().isEmpty() || !(file.entries().get(0).event() instanceof RunEvent.RunStarted started)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "run " + directory.id() + " died before it began",
                        "start a new one: harness run");
            }
            Path folder =
                    Optional.ofNullable(Path.of(started.file()).getParent()).orElseThrow();
            HarnessSpec spec = ProjectFile.readCopy(directory.definition(), folder, started.inputs())
                    .spec();
            return new PastRun(file, started, spec, RunSession.plan(spec, started.options()));
        }

        RunState state() {
            return RunState.fold(plan, file.entries());
        }
    }
}
