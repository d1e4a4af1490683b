package dev.multistream.cli;

import dev.multistream.agent.Scenario;
import dev.multistream.config.ProblemPrinter;
import dev.multistream.model.AgentSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code validate} and {@code lint} share. */
final class Checking {
    private Checking() {}

    static int check(Command.Invocation invocation, boolean warn) throws Exception {
        Env env = invocation.env();
        ProjectFile file = ProjectFile.find(invocation.arguments().operand(0), env.workingDirectory());
        Project project =
                Project.open(file, ProjectFile.inputs(invocation.arguments().wholeValues("set")), env, Machine.local());
        List<Problem> problems = new ArrayList<>(scenarios(project.spec(), file.folder()));
        if (!problems.isEmpty()) {
            throw new ProblemsFound(problems);
        }
        Terminal terminal = invocation.terminal();
        if (warn) {
            print(project.warnings(), terminal);
        }
        terminal.say(
                file.shown() + " is valid: " + count(project.spec().streams().size(), "stream") + ", "
                        + count(project.spec().checkpoints().size(), "checkpoint")
                        + (warn ? ", " + count(project.warnings().size(), "warning") : ""));
        boolean red = warn
                && invocation.arguments().has("exit-code")
                && !project.warnings().isEmpty();
        return red ? ExitCode.FAILED : ExitCode.OK;
    }

    private static List<Problem> scenarios(HarnessSpec spec, Path folder) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (AgentSpec agent : spec.agents().values()) {
            if (agent.program() instanceof AgentSpec.Script script) {
                Path path = folder.resolve(script.path());
                problems.addAll(
                        Scenario.read(Files.readAllBytes(path), script.path()).problems());
            }
        }
        return problems;
    }

    static void print(List<Problem> problems, Terminal terminal) {
        new ProblemPrinter(Math.max(60, terminal.width()), terminal.colour())
                .lines(problems)
                .forEach(terminal::say);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
