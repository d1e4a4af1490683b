package dev.multistream.cli;

import dev.multistream.agent.AgentEnvironment;
import dev.multistream.agent.AgentPrograms;
import dev.multistream.agent.CommandAgent;
import dev.multistream.agent.ScriptedAgent;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Planner;
import dev.multistream.report.PlanJson;
import dev.multistream.run.RunOptions;
import dev.multistream.step.BranchPolicy;
import dev.multistream.step.StepRoom;
import dev.multistream.workspace.CommandSurroundings;
import dev.multistream.workspace.WorkspaceCleaner;
import dev.multistream.workspace.WorkspaceFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the rooms together, by hand and in one place. */
final class Wiring {
    private Wiring() {}

    static StepRoom room(Project project, Machine machine, Env env) {
        GitRepository git = project.git();
        AgentPrograms agents = new AgentPrograms(
                new CommandAgent(machine.launcher()), new ScriptedAgent(machine.launcher(), player()));
        BranchPolicy branches = new BranchPolicy(git, stream -> clear(project, machine, env, stream));
        return new StepRoom(git, machine.launcher(), agents, branches, machine.clock());
    }

    /** How a scenario is played: by this program's own Java and classes. */
    private static List<String> player() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return ScriptedAgent.player(java, System.getProperty("java.class.path"));
    }

    /** Puts away the branch and worktree of an earlier run whose work is published. */
    private static Optional<String> clear(Project project, Machine machine, Env env, StreamSpec stream)
            throws GitException, InterruptedException {
        WorkspaceCleaner cleaner = new WorkspaceCleaner(project.git(), machine.launcher(), Runnable::run);
        WorkspaceCleaner.Candidate candidate = Cleaning.candidate(project, machine, env, stream, Optional.empty());
        // A published branch that was rolled back is in no target any more; its work stays under a private ref.
        Discard.keep(project, candidate);
        return cleaner.clean(candidate).stream()
                .filter(cleaned -> !cleaned.done())
                .map(cleaned -> cleaned.decision().what() + " of an earlier run is kept: "
                        + cleaned.decision().why())
                .findFirst();
    }

    static Planner.Result plan(HarnessSpec spec, RunOptions options) {
        int cores = Runtime.getRuntime().availableProcessors();
        int agents = options.jobs().orElse(spec.limits().agents().orElse(Math.max(8, 2 * cores)));
        return Planner.plan(spec, new Planner.Options(options.only(), options.sequential(), agents));
    }

    static byte[] planJson(Plan plan) {
        return PlanJson.of(plan).getBytes(StandardCharsets.UTF_8);
    }

    /** Has git ignore what harness puts into the user's worktree. */
    static void exclude(Project project, Machine machine) throws GitException, InterruptedException {
        WorkspaceFactory workspaces = new WorkspaceFactory(project.git(), machine.launcher(), machine.clock());
        Path root = project.git().facts().root();
        Path report = reportDirectory(project);
        List<RepoPath> others = report.startsWith(root)
                ? List.of(new RepoPath(root.relativize(report).toString()))
                : List.of();
        workspaces.exclude(project.spec().workspace().directory(), others);
    }

    /** {@code harness-report} beside harness.yaml. */
    static Path reportDirectory(Project project) {
        return project.file().folder().resolve("harness-report");
    }

    static Map<String, String> inherited(Env env) {
        return AgentEnvironment.inherited(env.variables());
    }

    static CommandSurroundings surroundings(Env env, Path log, String mark) {
        return new CommandSurroundings(inherited(env), log, List.of(), mark, Optional.empty());
    }
}
