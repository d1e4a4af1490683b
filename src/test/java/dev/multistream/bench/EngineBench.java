package dev.multistream.bench;

import dev.multistream.engine.Inbox;
import dev.multistream.engine.RunLoop;
import dev.multistream.engine.StepExecutor;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.SpawnException;
import dev.multistream.run.Actor;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The engine with its journal on the disk and the product's process launcher, on a graph of commands without worktrees.
 *
 * <p>Arguments: the file of the {@link Dag}, how many steps may run at once, and a directory for journal and logs.
 */
public final class EngineBench {
    private EngineBench() {}

    /** Runs the graph; the script outside takes the time. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Dag dag = Dag.read(Path.of(args[0]));
        Path directory = Files.createDirectories(Path.of(args[2]));
        Plan plan = plan(dag, Integer.parseInt(args[1]));
        Inbox inbox = new Inbox();
        RunResult result;
        try (FileJournal journal = FileJournal.create(directory.resolve("journal.ndjson"), new EntryCodec())) {
            RunLoop loop = new RunLoop(
                    plan,
                    new RunState(plan),
                    false,
                    new RunLoop.Ports(
                            journal,
                            new Programs(dag, directory),
                            inbox,
                            InstantSource.system(),
                            when -> {},
                            List.of()));
            result = loop.start(started());
        }
        if (result != RunResult.PASSED) {
            throw new IllegalStateException("the run ended with " + result);
        }
        System.exit(0);
    }

    private static RunEvent.RunStarted started() {
        return new RunEvent.RunStarted(
                new RunId("2026-01-01-0000-quick-hare"),
                "bench",
                "/nowhere/harness.yaml",
                "0",
                Map.of("", new CommitId("0".repeat(40))),
                Map.of(),
                RunOptions.DEFAULT,
                new Actor("bench", "bench"));
    }

    private static Plan plan(Dag dag, int jobs) {
        List<Step> steps = new ArrayList<>();
        for (Dag.Node node : dag.nodes()) {
            List<Step.Need> needs = node.needs().stream()
                    .map(need -> new Step.Need(new StepId(need), Step.Need.Kind.SUCCESS))
                    .toList();
            steps.add(new Step.RunGate(
                    new StepId(node.id()),
                    new StreamId(node.id()),
                    new GateName("command"),
                    new Step.Schedule(needs, Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE)));
        }
        return new Plan(steps, Plan.Limits.ofJobs(jobs));
    }

    /** Runs each step's command as a gate's is run: in a session of its own, with a log, its tree verified gone. */
    private static final class Programs implements StepExecutor {
        private final ProcessLauncher launcher = new LocalProcessLauncher(Graces.DEFAULT);
        private final Map<StepId, List<String>> commands = new HashMap<>();
        private final Path directory;
        private final Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
        private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });

        Programs(Dag dag, Path directory) {
            this.directory = directory;
            dag.nodes().forEach(node -> commands.put(new StepId(node.id()), node.command()));
        }

        @Override
        public Running start(Start start, Listener listener) {
            StepId id = start.step().id();
            threads.execute(() -> listener.finished(run(id), Optional.empty(), Optional.empty()));
            return atOnce -> {};
        }

        private Outcome run(StepId id) {
            ProcessSpec spec = new ProcessSpec(
                    Optional.ofNullable(commands.get(id)).orElseThrow(),
                    directory,
                    environment,
                    Optional.empty(),
                    directory.resolve(id + ".log"),
                    List.of(),
                    "bench/" + id + "/1");
            try {
                int code =
                        launcher.start(spec).await(Optional.empty()).exitCode().orElse(-1);
                return code == 0 ? Outcome.passed() : Outcome.failed(Reason.GATE_FAILED, "exit code " + code);
            } catch (SpawnException e) {
                return Outcome.failed(Reason.SPAWN, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                return new Outcome.Cancelled("interrupted");
            }
        }
    }
}
